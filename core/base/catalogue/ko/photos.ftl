# Why a file can't be used as a photo.
photo-empty = 빈 파일입니다.
photo-unknown = 열 수 있는 사진이 아닙니다. JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP, GIF 사진을 사용해 주세요.
photo-cut-off = 사진이 중간에 잘려 파일의 일부가 없습니다. 카메라나 휴대전화에서 다시 복사해 주세요.
photo-too-large = 사진이 { $megapixels }메가픽셀입니다. { $most }메가픽셀까지 열 수 있습니다.
photo-broken = 사진이 손상되어 열 수 없습니다.
photo-crashes = 이 사진을 여는 중에 프로그램이 두 번 멈췄습니다. 다음에 가져올 때 다시 시도합니다.
photo-takes-memory = 이 사진을 여는 데 메모리가 { $gigabytes } GB보다 많이 필요합니다. 다음에 가져올 때 다시 시도합니다.
photo-takes-ever = 이 사진을 여는 데 두 번 모두 { $seconds }초가 넘게 걸렸습니다. 다음에 가져올 때 다시 시도합니다.
