"""Tables of TeX: which character, letter form, script or unit a name means, and which names are no words."""
