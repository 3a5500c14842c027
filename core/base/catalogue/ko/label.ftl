# 이름 붙이기
label-title = 누구인가요?
label-left = { $faces ->
    [0] 모든 얼굴에 이름이 있습니다.
   *[other] 아직 이름이 없는 얼굴이 { NUMBER($faces) }개 있습니다.
}
label-empty = 아직 얼굴이 없습니다. 먼저 사진을 가져오면 여기에서 이름을 붙일 수 있습니다.
label-to-library = 사진 고르기
label-done = 모든 얼굴에 이름이 있습니다. 이제 배울 수 있습니다.
label-to-sort = 정리로 가기
label-passed-by = 얼굴을 모두 보았습니다. 아직 { NUMBER($faces) }개에 이름이 없습니다.
label-again = 다시 보기
label-views = 볼 것
label-view-faces = 얼굴
label-view-photo = 사진
label-view-examples = 배우는 얼굴
label-view-history = 기록
label-orders = 먼저 볼 것
label-order-alike = 닮은 얼굴
label-order-unsure = 헷갈리는 얼굴
label-order-proposed = 학습이 찾음
label-proposed-end = 학습이 찾은 얼굴은 여기까지입니다.
label-to-others = 다른 얼굴로
label-looking = 아직 사진을 살펴보고 있습니다. 지금까지 찾은 얼굴입니다.
label-looked = 사진을 모두 살펴보았습니다. 새로 찾은 얼굴이나 닮은 얼굴이 더 있습니다.
label-show-new = 새 얼굴 보기
