# 배우는 데 쓰는 얼굴
examples-none = 아직 이름이 붙은 얼굴이 없습니다. 먼저 이름을 붙이면, 무엇으로 배우는지 여기에서 볼 수 있습니다.
examples-plot = 아이마다 배우는 데 쓰는 얼굴의 수
examples-masked = 마스크 씀
examples-unmasked = 마스크 안 씀
examples-unsure = 마스크 모름
examples-of-nobody = 아직 { $name } 이름이 붙은 얼굴이 없습니다.
examples-count = { $name }: 얼굴 { NUMBER($faces) }개로 배웁니다.{ $left ->
    [0] {""}
   *[other] {" "}{ NUMBER($left) }개는 뺐습니다.
}
examples-unlearned = { $name }: 아직 배우지 않았습니다. 배우고 나면 어떤 이름이 가장 도움이 되는지 여기에 나옵니다.
examples-enough = { $name }: 폴더가 얼마나 맞는지 확신할 만큼 이름이 충분합니다.
examples-more = { $name }: { $kind ->
    [masked] 마스크 쓴 얼굴에{" "}
    [unmasked] 마스크 안 쓴 얼굴에{" "}
   *[any] {""}
}이름을 { NUMBER($more) }개쯤 더 붙이면 폴더가 얼마나 맞는지 확신할 수 있습니다.
examples-few = { $name }: 이름을 더 붙일 얼굴이 { NUMBER($left) }개쯤만 남았습니다. 붙이면 도움이 되지만{ $kind ->
    [masked] {" "}(특히 마스크 쓴 얼굴)
    [unmasked] {" "}(특히 마스크 안 쓴 얼굴)
   *[any] {""}
}, 폴더가 얼마나 맞는지 확신하기에는 적습니다.
examples-found = 배우지 않은 얼굴로 시험했을 때 마스크 쓴 얼굴 { $maskedfaces }개 중 { $masked }개, 안 쓴 얼굴 { $unmaskedfaces }개 중 { $unmasked }개를 찾았습니다.
examples-alone = 혼자 나온 사진
examples-with-others = 여럿이 나온 사진
examples-left-out = 뺀 얼굴
examples-small = 작음
examples-blurred = 흐림
examples-turned = 옆모습
examples-keys = 알아보기 어려운 얼굴이 먼저 나옵니다. L은 배우는 데서 빼거나 다시 넣습니다. 빼도 이 아이의 얼굴로 남습니다. 화살표로 움직이고, 스페이스로 여러 개를 고르고, 숫자로 다른 이름을 붙입니다. M은 마스크 씀(Shift와 함께: 안 씀), X는 얼굴 아님, H는 그 얼굴의 기록입니다. + 숫자는 같은 모습의 얼굴 수이며, 말한 것은 모두에 적용됩니다. 추천된 얼굴은 Enter로 받아들입니다.
examples-which = 볼 얼굴
examples-named = 이름 붙은 얼굴
examples-proposed = 추천
examples-none-proposed = { $name }: 추천할 얼굴이 없습니다. 이름이 없고, 잘 보이고, 혼자 나왔고, 이 아이가 확실한 얼굴만 추천합니다. 더 배우고 나면 생길 수 있습니다.
