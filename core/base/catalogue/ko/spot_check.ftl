# 표본 검사
spot-who = 누구의 폴더인가요?
spot-left-out = 이름이 없는 얼굴
spot-share = 얼마나 맞아야 하나요?
spot-wrong = 틀려도 되는 수
spot-impossible = 폴더에 다른 얼굴이 { $pile }개뿐이라 그만큼 틀리면 { $percent }를 보일 수 없습니다. 틀려도 되는 수를 줄여 주세요.
spot-nothing-to-do = 확인할 것이 없습니다. { $known }개는 직접 이름을 붙이셨고, 다른 얼굴은 { $pile }개입니다.
spot-size = 얼굴 { $pile }개 가운데 무작위로 **{ $size }**개를 보면 됩니다. 폴더의 나머지 { $known }개는 직접 이름을 붙이셨습니다.
spot-size-left-out = 얼굴 { $pile }개 가운데 무작위로 **{ $size }**개를 보면 됩니다. 아이들 얼굴을 얼마나 빠뜨렸는지 알 수 있습니다.
spot-start = 시작
spot-progress = { $total }개 중 { $done }개
spot-is-it = { $name } 맞나요?
spot-who-is-it = 누구인가요?
spot-yes = 네
spot-no = 아니요
spot-stranger = 모르는 사람
spot-not-face = 얼굴 아님
spot-cant-tell = 모르겠어요 (틀린 것으로 셉니다)
spot-photo = 물어보는 얼굴이 있는 사진
spot-back = 뒤로
spot-stop = 그만두기
spot-earlier = 지난 표본 검사
spot-says-yes = **네.** { $name } 폴더의 { $percent } 이상이 맞습니다. { $seen }개 중 { $right }개가 맞았으니 폴더 전체로는 { $low } %에서 { $high } % 사이가 확실히 맞습니다.
spot-says-no = **아직 말할 수 없습니다.** { $name } 폴더의 { $percent }가 맞는지 알 수 없습니다. { $seen }개 중 { $right }개가 맞았으니 폴더 전체로는 { $low } %에서 { $high } % 사이가 확실히 맞습니다.
spot-says-all-yes = **네.** { $name } 폴더의 { $percent } 이상이 맞습니다. 폴더의 얼굴을 모두 보셨고, { $wrong ->
    [0] { NUMBER($total) }개가 모두 맞습니다.
   *[other] { NUMBER($total) }개 중 { NUMBER($belong) }개가 맞습니다.
}
spot-says-all-no = **아니요.** { $name } 폴더에서 맞는 것은 { $percent }에 못 미칩니다. 폴더의 얼굴을 모두 보셨고, { NUMBER($total) }개 중 { NUMBER($belong) }개가 맞습니다.
spot-says-left-out = 이름이 없는 얼굴 { $seen }개 중 { $children }개가 아이들 얼굴이었습니다. 아이들 얼굴 100개 가운데 { $low }개에서 { $high }개 사이에 이름을 붙인 셈입니다(붙인 이름이 맞다면).
spot-says-left-out-all = { $children ->
    [0] 보신 이름 없는 얼굴 { $seen }개 가운데 아이들 얼굴은 없었습니다.
   *[other] 보신 이름 없는 얼굴 { $seen }개 중 { $children }개가 아이들 얼굴이었습니다.
} 아이들 얼굴 100개 가운데 { $low }개에 이름을 붙인 셈입니다(붙인 이름이 맞다면).
spot-check-missing = 이 검사는 아이와 함께 지워졌습니다. 새로 시작해 주세요.
