"""Small files in the formats of other bargaining programs, for tests to change; made up but for their form."""

TABLE = """Actor,Capability,Position,Salience
North,0.4,20,0.9
South,0.5,80,0.6
Isles,0.1,50,0.25
"""

KTAB = """Fisheries; first draft ,"Who may fish, and how much",3,2,
Actor,Description,Influence,Quota Position,Quota Salience,Licence Position,Licence Salience,
N, Northern League,  40.0, 20, 45.5,  10,  30,
S, Southern League,  50,   80, 30,    100, 0,
I, The Isles,        10.5, 50, 25,    60,  60.25,
"""

EXCHANGE = """#O;Fisheries talks;;;;
#/;coded by hand, to show the form;;;;
#/;ID;Full name;;;
#A;North;Northern League;;;
#A;South;Southern League;;;
#A;Isles;The Isles;;;
#P;quota;How much may be caught?;;;
#M;quota;0;nothing;;
#M;quota;50;half of last year;;
#M;quota;200;twice last year;;
#P;licence;Licences;;;
#/;actor;issue;position;salience;power
#D;North;quota;40;0.9;0.4
#D;South;quota;160;0.6;0.5;their own figure
#D;Isles;quota;50;0.25;0.1
#D;North;licence;10;0.3;0.2
#D;South;licence;100;0;0.5
"""
SAMPLES = (TABLE, KTAB, EXCHANGE)
