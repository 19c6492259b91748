"""python -m linefit."""

import sys

try:
    from linefit.cli import main

    status = main()
except KeyboardInterrupt:  # before main could see to it
    status = 130
sys.exit(status)
