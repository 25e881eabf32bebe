"""A small scenario in the forms of GENIUS and of NegMAS, for tests to change; made up but for its form."""

DOMAIN = """<negotiation_template number_of_sessions="1">
<agent utility_space="" name="" class=""/>
<utility_space number_of_issues="3">
<objective index="0" name="root" description="" type="objective" etype="objective">
<issue index="1" name="Site" vtype="discrete" type="discrete" etype="discrete">
<item index="1" value="Harbour" cost="1.0" description="the old one"/>
<item index="2" value="Island &amp; cape"/>
<item index="3" value="Border"/>
</issue>
<issue index="2" name="Boats" vtype="integer" type="integer" etype="integer" lowerbound="2" upperbound="6"/>
<issue index="3" name="Share" vtype="real" type="real" etype="real">
<range lowerbound="0.0" upperbound="2.0"/>
</issue>
</objective>
</utility_space>
</negotiation_template>
"""
NORTH = """<utility_space>
<objective index="0" name="root" description="" type="objective" etype="objective">
<issue index="1" name="Site" vtype="discrete" type="discrete" etype="discrete">
<item index="3" value="Border" evaluation="2"/>
<item index="1" value="Harbour" evaluation="8"/>
<item index="2" value="Island &amp; cape" evaluation="4.0"/>
</issue>
<issue index="2" name="Boats" vtype="integer" type="integer" etype="integer" lowerbound="2" upperbound="6">
<evaluator ftype="linear" slope="-0.25" offset="1.0"/>
</issue>
<issue index="3" name="Share" vtype="real" type="real" etype="real">
<range lowerbound="0.0" upperbound="2.0"/>
<evaluator ftype="linear" parameter0="0.0" parameter1="0.5"/>
</issue>
<weight index="1" value="0.5"/>
<weight index="2" value="0.3"/>
<weight index="3" value="0.2"/>
<weight index="0" value="1.0"/>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.25"/>
</utility_space>
"""
SOUTH = (
    NORTH.replace('evaluation="8"', 'evaluation="1"')
    .replace('slope="-0.25" offset="1.0"', 'slope="0.25" offset="0.0"')
    .replace(
        'ftype="linear" parameter0="0.0" parameter1="0.5"',
        'ftype="triangular" parameter0="-1" parameter1="3" parameter2="1"',
    )
    .replace('<reservation value="0.25"/>\n', "")
)
GENIUS = {"talks.xml": DOMAIN, "North.xml": NORTH, "South.xml": SOUTH}

RULES = """<utility_space>
<objective index="0" name="root" type="objective" etype="objective">
<issue index="1" name="Boats" type="integer" lowerbound="0" upperbound="9"/>
<issue index="2" name="Days" type="integer" lowerbound="0" upperbound="4"/>
<utility maxutility="80.0">
<ufun type="PlainUfun" weight="1" aggregation="sum">
<hyperRectangle utility="20"/>
<hyperRectangle utility="40.0"><INCLUDES index="1" min="3" max="5"/><INCLUDES index="2" min="0" max="1"/></hyperRectangle>
<hyperRectangle utility="10.0" weight="2"><EXCLUDES index="2" min="0" max="3"/></hyperRectangle>
<ufun type="PlainUfun" weight="0.5" aggregation="sum"><hyperRectangle utility="16"><INCLUDES index="1" min="5" max="20"/></hyperRectangle></ufun>
</ufun>
</utility>
</objective>
<discount_factor value="1.0"/>
<reservation value="0.3"/>
</utility_space>
"""
RULES_DOMAIN = """<negotiation_template><utility_space><objective index="0" name="root">
<issue index="1" name="Boats" type="integer" lowerbound="0" upperbound="9"/>
<issue index="2" name="Days" type="integer" lowerbound="0" upperbound="4"/>
</objective></utility_space></negotiation_template>
"""
NONLINEAR = {"fleet.xml": RULES_DOMAIN, "North.xml": RULES}

NEGMAS = {
    "talks.yml": """issues:
- name: Site
  type: CategoricalIssue
  values: [Harbour, 'No', Border]
- name: Boats
  type: ContiguousIssue
  values:
  - 2
  - 6
- name: Share
  type: ContinuousIssue
  values: [0.0, 2.5]
name: talks
path: null
type: CartesianOutcomeSpace
""",
    "North.yml": """name: North
reserved_outcome: null
reserved_value: 3.5
type: LinearAdditiveUtilityFunction
values:
- mapping: {Harbour: 9.0, 'No': 5.0, Border: 1.0}
  type: TableFun
- {bias: 1.0, slope: 2, type: AffineFun}
- {slope: -0.5, type: LinearFun}
weights: [0.5, 0.25, 2.0]
""",
    "South.yml": """type: ExpDiscountedUFun
discount: 0.9
reserved_value: -.inf
ufun:
  type: HyperRectangleUtilityFunction
  bias: 0.5
  reserved_value: -.inf
  outcome_ranges:
  - {0: [Border, Harbour], 1: [3, 4]}
  - null
  - {1: 6}
  utilities: [1.0, 0.5, 3]
  weights: [1.0, 2.0, 1.0]
""",
}
