# The kinds of run
run-kind-head = Learns in seconds from all names, and is what decides unless you choose another.
run-kind-embedder = Teaches the face model itself that a child with a mask is the same child. Takes minutes to an hour.
run-kind-crops = A network of its own for your children, that looks at cut-out faces. Takes minutes.
run-kind-yolo = One network that finds the faces and names them. Takes hours without a graphics card, and needs many names.

# Their settings
setting-help-precision = How many of a hundred names should be right, as a part of 1.
setting-help-seed = The same number gives the same training again.
setting-help-epochs = How often it goes through everything there is to learn from.
setting-help-patience = It ends early when it has not become better for so many rounds.
setting-help-layers = How many of the face model's last layers may change. More learn more, and forget more.
setting-help-masks = How many of the faces get a painted mask while it learns, as a part of 1.
setting-help-rate = How large the steps are in which it learns. Smaller is slower and safer.
setting-help-batch = How much it looks at before each step. More needs more memory; 0 takes what fits, where it is offered.
setting-help-preset = “aligned” is the better one; “2021” is an old recipe with tiny pictures, to compare with.
setting-help-side = How large the cut-out faces are that it sees, in pixels.
setting-help-weights = Whether it begins with what others learned from a million photos: “if there”, “imagenet” (needs it) or “none”.
setting-help-allow-download = Whether it may download the file that it begins with, once. Nothing of yours is sent.
setting-help-classes = “people” learns each child by name; “face” learns only what a face is.
setting-help-base = What it begins with: a file of weights, an official name such as yolo11n.pt, “run:12” for what run 12 learned, or “scratch” for nothing.
setting-help-size = How large the photos are that it sees, in pixels. Larger finds smaller faces, and takes longer.
setting-help-balance = How much more often it sees the photos of rarely named children: 0 not at all, 1 until all are even.
setting-help-augmentation = How much photos are changed while it learns, from 0 to 1.
setting-help-freeze = How many of the first layers stay as they are. More is faster, and learns less.

# What a training is at
train-part-crops = Cutting out the faces
train-part-copies = Copying the photos for the training
train-part-epochs = Training
train-part-scores = Looking at all photos with what was learned

# What it says
train-epoch = Round { $epoch } of { $epochs }: sorts with { $quality } of 1.
train-device = It computes on { $device }.
train-estimate = This takes about { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} and { $gigabytes } GB of memory.
estimate-rough = How long it takes was measured on another computer; yours may take half as long, or several times as long.
estimate-by-last = How long it takes goes by the last training of this kind on this computer.
train-stopped-at = Run { NUMBER($run, useGrouping: 0) } was stopped; what it has learned is kept. Go on: python -m core train --resume { NUMBER($run, useGrouping: 0) }
train-photos-gone = { $faces ->
    [one] One face was left out, since its photo is gone or was changed.
   *[other] { $faces } faces were left out, since their photos are gone or were changed.
}
train-copies-gone = { $photos ->
    [one] One photo was left out, since it is gone or was changed.
   *[other] { $photos } photos were left out, since they are gone or were changed.
}
train-photos-needed = There are too few photos to learn from that are still where they were. Import them again.
train-memory-full = The memory was full. It goes on with { $batch } at once.
train-memory-too-small = The memory is too small for this training. Choose smaller pictures or a smaller batch.
train-diverged = The numbers ran away. It goes on after round { $epoch }, in smaller steps.
train-diverges = The numbers ran away again and again. Choose a smaller rate.
train-checkpoint-lost = What was learned after round { $epoch } could not be read again, so it goes on from there.
train-died = The training ended unexpectedly; perhaps the memory was full. What it has learned is kept: go on with it, or choose a smaller batch.
train-busy = Another training of this album is running. Please wait until it has ended.
embedder-no-better = Fine-tuning made nothing better here, so this run sees faces as before. The quick way of learning does as well.
crops-from-chance = It begins from nothing: the file of general weights is not on this computer. With it, fewer names would do.
yolo-from-chance = It begins from nothing. That needs thousands of named photos; with fewer it will find next to nothing.
yolo-other-classes = { $path } knew other things than your children; what it knows of shapes is kept, and the names are learned anew.

# What it needs
weights-need-download = The file { $name } is needed to begin with, and is not on this computer. Allow the download from { $url }, or put it at { $path }.
download-failed = { $url } could not be downloaded: { $why }. You can put the file at { $path } yourself.
yolo-base-missing = { $path } is not there.
yolo-base-broken = { $path } is cut off or damaged: it can't be used as a file of weights.
yolo-base-refused = { $path } holds more than weights, and was refused. Nothing in it was run.
yolo-base-other = { $path } is no YOLO that finds things ({ $what }), so it can't be begun with.
run-cannot-name = Run { NUMBER($run, useGrouping: 0) } only finds faces: it can't tell who they are.

# What came of it
yolo-faces-found = Of { $judged } named faces that it had not seen it found { $found }; the usual detector had found { $found_by_detector }. It also marked { $other_boxes } places where no face is known.

# The page of trainings
training-title = Training
training-to-results = Results →
training-why = Networks that learn your children's pictures themselves, to compare with the quick way. Your photos are only read, and nothing is decided by them unless you choose so.
training-what = What to train
training-no-names = Name some faces first.
training-processor = It computes on this computer's processor. A graphics card is about twenty times as fast.
training-card = It computes on this computer's graphics card.
training-takes = Roughly { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} and { $gigabytes } GB of memory; a busy computer takes longer. You may close the browser meanwhile.
training-takes-hours = Roughly { $hours } hours and { $gigabytes } GB of memory; a busy computer takes longer. You may close the browser meanwhile.
training-start = Start training
training-more = More settings
training-first-round = The first round has begun.
training-earlier = Earlier trainings
training-is-running = it is waiting, or was interrupted after { $rounds ->
    [one] one round
   *[other] { $rounds } rounds
}.
training-is-done = it is done, after { $rounds ->
    [one] one round
   *[other] { $rounds } rounds
}.
training-is-failed = it did not come to its end; { $rounds ->
    [one] one round is kept.
   *[other] { $rounds } rounds are kept.
}
training-is-stopped = it was stopped; { $rounds ->
    [one] one round is kept.
   *[other] { $rounds } rounds are kept.
}
training-again = Again, with the new names
training-delete = Delete
training-delete-sure = All that this training has learned goes, its files, and the faces that only it found and nobody has named. The names stay.
training-delete-yes = Delete it
setting-name-seed = Seed
setting-name-epochs = Rounds
setting-name-patience = Patience
setting-name-layers = Layers
setting-name-masks = Painted masks
setting-name-rate = Step size
setting-name-batch = At once
setting-name-preset = Recipe
setting-name-side = Picture size
setting-name-weights = Begin with
setting-name-allow-download = May download
setting-name-classes = Learns
setting-name-base = Begin with
setting-name-size = Photo size
setting-name-balance = Balance
setting-name-augmentation = Changes
setting-name-freeze = Fixed layers
