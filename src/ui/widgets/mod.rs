//! Small reusable pieces of the interface. They know the theme and nothing of what the program does.
