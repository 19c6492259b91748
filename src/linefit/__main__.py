"""python -m linefit: run the command line."""

import sys

try:
    from linefit.cli import main

    status = main()
except KeyboardInterrupt:  # pressed before or after main could catch it
    status = 130
sys.exit(status)
