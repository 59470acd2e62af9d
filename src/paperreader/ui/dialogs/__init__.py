"""What opens over a screen and gives an answer: menus, questions, fields, the calendar, trends, help."""
