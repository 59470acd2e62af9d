"""Tables of TeX: the character, letter form, script or unit that a name means."""
