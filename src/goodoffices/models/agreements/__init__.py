"""What package could everyone sign, and how could claims be divided? Packages and divisions."""
