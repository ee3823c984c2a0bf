package server

import "testing"

func TestHTTPOptions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		opts   HTTPOptions
		ok     bool
		secure bool
	}{
		{"defaults", HTTPOptions{}, true, false},
		{"https", HTTPOptions{BaseURL: "https://sluice.example"}, true, true},
		{"http", HTTPOptions{BaseURL: "http://sluice.example:8080"}, true, false},
		{"no scheme", HTTPOptions{BaseURL: "sluice.example"}, false, false},
		{"a path", HTTPOptions{BaseURL: "https://sluice.example/app"}, false, true},
		{"origin", HTTPOptions{AllowedOrigins: []string{"https://shop.example"}}, true, false},
		{"any origin", HTTPOptions{AllowedOrigins: []string{"*"}}, false, false},
		{"origin with a path", HTTPOptions{AllowedOrigins: []string{"https://shop.example/"}}, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if err := tt.opts.check(); (err == nil) != tt.ok {
				t.Errorf("check = %v", err)
			}
			if got := tt.opts.secure(); got != tt.secure {
				t.Errorf("secure = %v, want %v", got, tt.secure)
			}
		})
	}
}
