"""What the program is made of: the pinned packages (`make pins`), whether they are sound, and the bill of a release."""
