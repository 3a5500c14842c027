# Spot checks
spot-who = Whose folder?
spot-left-out = Faces without a name
spot-share = At least so many right?
spot-wrong = Wrong ones allowed
spot-impossible = The folder holds too few other faces ({ $pile }) to show { $percent } with so many wrong ones. Allow fewer.
spot-nothing-to-do = Nothing to check: { $known } faces are named by you, { $pile } others are there.
spot-size = **{ $size }** of { $pile } faces have to be looked at, drawn at random; you have named the other { $known } in the folder yourself.
spot-size-left-out = **{ $size }** of { $pile } faces have to be looked at, drawn at random. They tell how many of your children's faces Cubby has left out.
spot-start = Begin
spot-progress = { $done } of { $total }
spot-is-it = Is this { $name }?
spot-who-is-it = Who is this?
spot-yes = Yes
spot-no = No
spot-stranger = A stranger
spot-not-face = Not a face
spot-cant-tell = I can't tell (counts as a mistake)
spot-photo = The photo with the face in question
spot-back = Back
spot-stop = Break off
spot-earlier = Earlier spot checks
spot-says-yes = **Yes:** at least { $percent } of { $name }’s folder are right. { $right } of { $seen } were right; so surely between { $low } % and { $high } % of the folder are.
spot-says-no = **Not shown:** { $percent } of { $name }’s folder. { $right } of { $seen } were right; so surely between { $low } % and { $high } % of the folder are.
spot-says-all-yes = **Yes:** at least { $percent } of { $name }’s folder are right. Every face in it was looked at: { $wrong ->
    [0] all { NUMBER($total) } belong there.
   *[other] { NUMBER($belong) } of { NUMBER($total) } belong there.
}
spot-says-all-no = **No:** less than { $percent } of { $name }’s folder are right. Every face in it was looked at: { NUMBER($belong) } of { NUMBER($total) } belong there.
spot-says-left-out = { $children } of { $seen } faces without a name were children after all. So Cubby names between { $low } and { $high } of a hundred faces of your children (if the names it gives are right).
spot-says-left-out-all = { $children ->
    [0] None of the { $seen } faces without a name that you looked at was one of your children.
    [one] One of the { $seen } faces without a name that you looked at was one of your children after all.
   *[other] { $children } of the { $seen } faces without a name that you looked at were your children after all.
} So Cubby names { $low } of a hundred faces of your children (if the names it gives are right).
spot-check-missing = This spot check is gone together with its child. Please begin a new one.
