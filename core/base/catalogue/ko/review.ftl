# 고치는 페이지
review-title = 확인
review-nothing-learned = 아직 배운 것이 없어 확인할 것도 없습니다.
review-to-sort = 먼저 배우기 →
review-view = 할 일
review-view-look = 고치기
review-view-sample = 표본 검사
review-who = 누구의 얼굴
review-everybody = 모든 아이
review-which = 어떤 얼굴
review-teaching = 가장 도움 되는 것
review-filed = 폴더에 들어갈 것
review-unsure = 애매한 것
review-clothes = 같은 옷
review-teaching-why = 헷갈리면서 닮은 얼굴이 많은 것부터 보여 드립니다.
review-filed-why = 폴더에 들어갈 얼굴을 덜 확실한 것부터 보여 드립니다.
review-unsure-why = 조금 모자란 얼굴을 가능성이 높은 것부터 보여 드립니다.
review-clothes-why = 폴더에 넣지 않았지만 그날 다른 사진의 아이와 옷이 같은 얼굴입니다. Enter를 누르면 맞다고 답합니다.
review-none = 여기에는 아직 말씀하지 않은 얼굴이 없습니다.
review-end = 마지막 페이지였습니다. ‘다시 배우고 정리하기’를 누르면 무엇이 바뀌는지 볼 수 있습니다.
review-near = 같은 때에 찍은 닮은 얼굴
review-near-none = 얼굴을 고치면 같은 때에 찍은 닮은 얼굴을 여기에 보여 드립니다.
review-near-add = 이 { $faces }개도
review-near-not = 아니요
review-confirm = { $faces ->
    [0] 이 페이지는 모두 보았습니다
   *[other] 이 페이지의 나머지 { $faces }개는 맞습니다
}
review-confirmed = 얼굴 { $faces }개를 맞다고 하셨습니다.
review-confirmed-undo = 되돌리기

# 다시 배우고 정리하기
changes-start = 다시 배우고 정리하기
changes-not-sorted = 배웠습니다. 아직 폴더로 정리한 적이 없어 비교할 것이 없습니다.
changes-to-sort = 정리로 가기 →
changes-count = { $photos ->
    [0] { $folder }에서 바뀔 것이 없습니다.
   *[other] { $folder }에서 사진 **{ NUMBER($photos) }장**이 바뀝니다. { $into }장이 들어가고 { $out }장이 빠집니다.
}
changes-against = 그 가운데 { $photos }장은 아니라고 하신 곳에 들어 있습니다.
changes-into = 들어갈 얼굴
changes-out = 빠질 얼굴 (아무도 고치지 않은 복사본만 뺍니다)
changes-apply = 이대로 정리하기
changes-not = 다음에
changes-go-on = 계속 확인하기
changes-done = { $added }장을 넣고 { $out }장을 뺐습니다.
changes-undo = 되돌리기
changes-taken-back = 정리를 되돌렸습니다.
