# 앨범을 무엇으로 분류할지
deciding-by = **{ $name }**(으)로 분류합니다. { $at }에 이름 { $names }개로 배웠고, 그 뒤에 붙인 이름은 { $since }개입니다.
deciding-choose = 이것으로 분류하기
deciding-is = 지금 이것으로 분류합니다.
deciding-back = 빠른 학습으로 돌아가기
deciding-newer = { $name }이(가) 더 새롭고, 더 많은 이름으로 배웠습니다.
deciding-take-newer = 새 학습으로 분류하기
deciding-lost = 분류에 쓰던 학습 { NUMBER($run, useGrouping: 0) }번이 없어졌습니다. 다시 빠른 학습으로 분류합니다.
deciding-lost-seen = 알겠습니다
deciding-quick-only = 빠른 학습 이야기입니다. 다시 배우면 빠른 학습이 새로워지지만, 아래 폴더는 위의 학습이 정합니다.
deciding-unseen = 그 뒤에 들어온 얼굴이 { $faces }개 있습니다. 이 얼굴도 분류하려면 학습한 것이 살펴봐야 합니다.
deciding-look = 새 얼굴 살펴보기
deciding-look-died = 새 얼굴을 살펴보다가 뜻밖에 멈췄습니다. 메모리가 가득 찼을 수 있습니다. 다른 프로그램을 닫고 다시 해 주세요.
deciding-album-only = 이 학습은 앨범에 있는 사진만 볼 수 있어서, 여기서는 다른 학습이 살펴봅니다.
deciding-delete = 지금 이것으로 분류하고 있습니다. 지우면 다시 빠른 학습으로 분류합니다.
