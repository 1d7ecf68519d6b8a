# The least that the vendor's program does before it asks the service what a push would change: it reads the file and writes it anew,
# with these two calls. It is written in Python and uses PyYAML; what it does besides (its imports, a token, the request) is left out.
import sys

import yaml

with open(sys.argv[1], "rb") as file:
    config = yaml.safe_load(file.read().decode())
yaml.safe_dump(config, version=(1, 1))
