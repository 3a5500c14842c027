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
