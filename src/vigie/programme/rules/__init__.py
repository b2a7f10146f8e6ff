"""Pure rules of the programme: phases, calls, applications, files. No Django."""
