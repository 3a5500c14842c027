# The faces that Cubby learns from
examples-none = Nobody has a name yet. Name some faces first; here you can then look through what Cubby learns from.
examples-plot = How many faces Cubby learns from of each child
examples-masked = with a mask
examples-unmasked = without a mask
examples-unsure = mask not known
examples-of-nobody = No face is named { $name } yet.
examples-count = Cubby learns { $name } from { $faces ->
    [0] no face
    [one] one face
   *[other] { NUMBER($faces) } faces
}{ $left ->
    [0] .
    [one] ; one is left out.
   *[other] ; { NUMBER($left) } are left out.
}
examples-unlearned = Cubby has not learned { $name } yet. Once it has, it is said here which names would help most.
examples-enough = There are enough names to be sure how right the folder of { $name } is.
examples-more = Name about { NUMBER($more) } more of { $name }{ $kind ->
    [masked] , with a mask
    [unmasked] , without a mask
   *[any] {""}
}: then it is sure how right the folder is.
examples-few = Only about { NUMBER($left) } more faces of { $name } are left to name. They help{ $kind ->
    [masked] , those with a mask most
    [unmasked] , those without a mask most
   *[any] {""}
}, but are too few to be sure how right the folder is.
examples-found = Tried on faces that it had not learned from, Cubby found { $masked } of { $maskedfaces } with a mask and { $unmasked } of { $unmaskedfaces } without.
examples-alone = Alone on the photo
examples-with-others = With others on the photo
examples-left-out = Left out
examples-small = small
examples-blurred = blurred
examples-turned = turned away
examples-keys = The hardest to see come first. L leaves a face out of learning, or takes it in again; it stays this child’s. Arrows move, Space chooses several, a number gives another name, M wears a mask (with Shift: none), X is not a face, H shows what was said of a face. A number with + stands for faces that show the same: what you say goes for all of them. Among the proposed, Enter says yes.
examples-which = Which faces
examples-named = Named
examples-proposed = Proposed
examples-none-proposed = No face is proposed for { $name }: none without a name is well seen, alone on its photo, and surely this child’s. Once Cubby has learned more, there may be some.
