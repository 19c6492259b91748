"""The door through which the laws see a network: linefit's own, or a student's.

The laws in test_laws.py call `door.predict`, `door.update` and the like, and never a network itself. So they judge
any file that has Network(w, b), predict, error and update. `judge` looks at a student's file in the order in which a
teacher looks at a screen; each question has its file here:

    reading.py    Can it be read?
    complete.py   Is all there?
    calling.py    What does it say? The Door calls the functions, and understands what comes back.
    naming.py     What is it? Numbers, lists and errors, as a beginner knows them.
    causes.py     What usually causes such a mistake?
    judging.py    Do the laws hold? One after the other, up to the first that does not.
    watching.py   In time? All this happens in a process of its own, which is ended if it does not end.
"""

from door.calling import Door
from door.naming import Broken

__all__ = ["Broken", "Door"]
