# Who is on this photo?
who-title = Who is on this photo?
who-nothing-learned = Cubby has learned nobody yet. Name some faces and learn first.
who-to-sort = Go to sorting →
who-which-run = What was learned
who-run = { $at } · { $names } names
who-drop = Drop photos here
who-not-kept = The photos are looked at and not kept.
who-looking = Looking …
who-stranger = None of the children
who-like = most like { $name }: { $percent } %
who-no-face = No face was found.
who-keep = Keep in the album
who-kept = Kept in the album.
drop-other-run = Only what was learned in seconds can look at photos that are not kept.
drop-gone = These photos were not kept. Please drop them again.
drop-unwritable = The photos can't be laid down for a look: { $why }.
