# The page of results
results-title = Results
results-none = Cubby has learned nothing yet, so there is nothing to show.
results-to-learning = Learn first →
results-how = Each training is judged by named faces that it had not learned from, at the sureness that the sorting asks for ({ $percent } %). Choose one, or several to compare.
results-run = Training
results-decides = Sorts
results-when = When
results-names = Names
results-precision = Right
results-recall = Found
results-masked = Found with a mask
results-unmasked = Found without
results-judged = Judged by
results-csv = As a table (CSV)
results-verdict-quick = The quick way of learning, which decides unless you choose another.
results-verdict-alone = It was judged by other faces than the quick way, so the two can't be compared.
results-verdict-better = It finds more than the quick way: { $found } % instead of { $quick } %, on the same { $faces } faces.
results-verdict-worse = It does worse than the quick way: it finds { $found } % instead of { $quick } %, or is wrong more often, on the same { $faces } faces. Leave it.
results-verdict-same = It does as well as the quick way: { $found } % and { $quick } % found, on the same { $faces } faces. The quick way is simpler.
results-compared = { $faces ->
    [one] On the one face that all of them were judged by
   *[other] On the { $faces } faces that all of them were judged by
}
results-nothing-common = These trainings were judged by different faces, or know different children, so they can't be compared directly.
results-view = What to see
results-view-children = Children
results-view-mix-ups = Mix-ups
results-view-sureness = Sureness
results-view-rounds = Rounds
results-view-mistakes = Mistakes
results-plot-shares = How many of each child's names were right, and how many of each child's faces were found
results-plot-precision-recall = Right against found for each child, with the point where the sorting stands
results-plot-compared = Right and found of several trainings
results-plot-sureness = How often names were right, against how sure Cubby was
results-plot-scores = How sure Cubby was of right names, of wrong ones and of strangers
results-plot-rounds-loss = What was still wrong after each round
results-plot-rounds-quality = How well it sorted after each round
results-plot-growth = Found, against the number of names
results-mix-ups = Who was taken for whom
results-mix-ups-how = Rows: who it is. Columns: the name it got. Click a number to see its faces.
results-who = Who it is
results-given = Name it got
results-stranger = Stranger
results-no-name = No name
results-cell = { $who } got “{ $given }”: { $faces ->
    [one] one face
   *[other] { $faces } faces
}
results-said = How sure Cubby was
results-seen = How often it was right
results-sureness-hover = Said { $said }, was { $seen } ({ $faces } faces)
results-faces = Faces
results-right = Right
results-wrong = Wrong
results-round = Round
results-loss = Still wrong
results-quality = Sorts with
results-no-rounds = This training took no rounds: it learns at once.
results-growth = What names bring
results-gain = { $more } more names would bring about { $gain } more of a hundred faces, going by what they have brought so far.
results-mistakes-how = Wrong names first, the surest of them before the others; then faces that got no name. Under each stands what you have said.
results-faces-gone = Some of its faces are no longer in the album, so they can't be shown.
results-no-mistakes = No mistakes among the faces that it was judged by.
results-no-faces = There is no face behind this number.
results-last-page = That was the last page.

# What runs are called
run-name-head = Quick
run-name-embedder = Face model
run-name-crops = Cut-out faces
run-name-yolo = YOLO
