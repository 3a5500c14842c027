# Another embedder
embedder-no-licence = Please say the licence of the file, as its makers write it.
embedder-no-file = There is no file { $path }.
embedder-too-big = { $path } is larger than { $most } MB. Cubby takes no such file.
embedder-not-onnx = This is no ONNX file, or it is cut off.
embedder-in-pieces = { $path } has its numbers in other files. Please save it as one file.
embedder-other-input = It must take one picture of 112 × 112 points in three colours, as decimal numbers. This file takes: { $shape }
embedder-cannot-run = { $path } uses a step that Cubby can't compute: { $why }
embedder-no-vector = It must give between 2 and 4096 numbers for a face. This file gives: { $shape }
embedder-no-numbers = What { $path } gives for a face is no number, or nothing at all.
embedder-always-same = { $path } gives the same for every face.
embedder-takes-memory = This file needs more memory than Cubby gives it.
embedder-crashes = This file ended the process that tried it out.
embedder-unknown = There is no embedder { $name } here, or several whose names begin so. This shows all: embedder list
embedder-gone = The file of the embedder { $name } is gone: { $path }. Bring it again with: embedder set FILE
embedder-changed = The file of the embedder { $name } is not the one that was brought: { $path }. Bring it again with: embedder set FILE
embedder-brought = { $name } is in the album now: { $dimensions } numbers for a face, colours { $colours }, points { $scale }.
embedder-used = New learning rests on { $name }. { $made ->
    [0] Every face had its numbers already.
    [one] One face got its numbers.
   *[other] { $made } faces got their numbers.
} Learn again to see what it is worth.
embedder-lost = { $faces ->
    [one] One face could not be looked at again: its photo is gone. New learning will not name it.
   *[other] { $faces } faces could not be looked at again: their photos are gone. New learning will not name them.
}
embedder-line = { $mark } { $name }  { $licence }  { $source }
embedder-stays = This one comes with Cubby and stays.
embedder-in-use = Cubby learns on { $name }, so it stays. Choose another one first, for example with: embedder use sface
embedder-has-runs = What was learned on { $name } would no longer work (runs: { $runs }), so it stays. To remove them, too: embedder remove --with-runs { $name }
embedder-remove-runs = { $count ->
    [one] The run { $runs } learned on it and goes with it.
   *[other] The runs { $runs } learned on it and go with it.
} The names that you gave stay.
embedder-remove-sure = Go on?
embedder-removed = { $name } was removed, with its file and what it had worked out for { $faces ->
    [one] one face
   *[other] { $faces } faces
}.
embedder-removed-runs = What was learned on it went, too: { $runs }.
embedder-built-in = comes with Cubby
job-embedding = Looking at the faces with another embedder
job-kind-embedder = Use another embedder
doctor-embedder = The embedder { $name } is right ({ $licence })

# Settings
settings-embedder = Face recogniser
embedder-now = Cubby learns on **{ $name }**.
embedder-other = Another recogniser, for whoever knows one
embedder-explained = A file in the ONNX format that turns a face of 112 × 112 points into numbers. Cubby checks it, keeps a copy in the album and looks at every face once more. What was learned before stays usable, and you can go back at any time.
embedder-path = Where the file is
embedder-licence = Its licence
embedder-colours = Order of the colours
embedder-scale = Numbers of a point
embedder-scale-unknown = Cubby guesses
embedder-scale-raw = 0 to 255
embedder-scale-unit = 0 to 1
embedder-scale-signed = −1 to 1
embedder-incomplete = Please say where the file is and what its licence is, and tick the box.
embedder-may = I may use this file for my photos, as its licence says.
embedder-bring = Check it and use it
embedder-choose = Recogniser
embedder-switch = Use this one
embedder-remove = Remove { $name }
embedder-remove-plain = Its file goes from the album, and what it had worked out for every face. Your own file stays where it is.
embedder-remove-yes = Remove it
