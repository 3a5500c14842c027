# The drawn class.
demo-children-out-of-range = A drawn class has 1 to { $most } children, not { $children }.
demo-too-few-photos = { $photos } photos are too few for { $children } children: ask for at least one photo a child.
demo-seed-negative = The seed must be 0 or more, not { $seed }.
demo-folder-not-empty = { $folder } is there already and not empty. Nothing was drawn: choose a new folder.
demo-drawn = Drew { $photos } photos with { $faces } faces into { $folder }. labels.csv there names { $labels } of them.
