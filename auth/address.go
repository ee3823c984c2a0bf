package auth

import (
	"context"
	"net/netip"
)

type addressKey struct{}

// WithAddress returns a context that knows the address the request came from.
func WithAddress(ctx context.Context, address netip.Addr) context.Context {
	return context.WithValue(ctx, addressKey{}, address)
}

// addressFrom returns whom to hold responsible for attempts to sign in: the
// address, or the network that one IPv6 host can take its addresses from.
func addressFrom(ctx context.Context) string {
	address, _ := ctx.Value(addressKey{}).(netip.Addr)
	address = address.Unmap().WithZone("")
	if network, err := address.Prefix(64); err == nil && address.Is6() {
		return network.String()
	}
	return address.String()
}
