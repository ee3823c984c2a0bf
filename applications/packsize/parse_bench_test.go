package packsize

import "testing"

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("SET OF 6 T-LIGHTS IN TIN 10CM, VINTAGE")
	}
}
