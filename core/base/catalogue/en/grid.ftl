# The grid of faces; what stands in braces is filled in the browser
grid-faces = Faces
grid-people = Who is this?
grid-stranger = Stranger
grid-not-face = Not a face
grid-undo = Undo
grid-back = Back
grid-next = Next faces
grid-child = + Add a child
grid-child-name = Name of a new child
grid-group = Choose these { $number }
grid-group-name = Name these { $number } { $name }
grid-unknown = no name yet
grid-face = Face { $number } of { $total }: { $name }
grid-guess = { $name }?
grid-keys = Click a child, then the faces. Or by keys: arrows move, a number names, Space chooses several, A a whole group, Enter says yes to a guess or repeats the last name.
