# 앨범 전체의 백업과 되돌리기
backup-done = 파일 { $files }개({ $megabytes } MB)를 { $path }에 저장했습니다. 앨범 밖에 있는 사진은 들어 있지 않으니 따로 보관해 주세요.
backup-place-taken = { $path }에 저장할 수 없습니다. 이미 무언가 있거나 앨범 안의 자리입니다. 다른 이름을 골라 주세요.
backup-no-room = { $path } 디스크에 자리가 모자랍니다. { $needed } MB가 필요한데 { $free } MB가 남아 있습니다.
backup-missing = { $path }이(가) 없습니다.
backup-unreadable = { $path }을(를) 읽을 수 없습니다: { $why }
backup-broken = { $path }은(는) 앨범 백업이 아니거나 손상되었습니다. 아무것도 되돌리지 않았습니다.
backup-newer = { $path }은(는) 더 새로운 Cubby로 만든 백업입니다. Cubby를 업데이트해 주세요.
restore-not-empty = { $folder } 폴더가 비어 있지 않습니다. 새 폴더를 골라 주세요: python -m core --album 폴더 restore 파일
restore-done = 앨범이 이제 { $folder }에 있습니다. 파일 { $files }개가 모두 저장한 그대로입니다.
