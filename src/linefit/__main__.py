"""python -m linefit."""

import sys

from linefit.cli import main

sys.exit(main())
