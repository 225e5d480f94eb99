package testweb

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"florilegium/clipper"
)

// secureRoutes are asked for over TLS, each of a host with a fault of its own.
func secureRoutes() []Route {
	at := func(host string, r Route) Route {
		r.Host = "https://" + host
		return r
	}
	fr := send(utf8HTML, Page("fr"))
	bad := func(host, about string) Route { return at(host, refused("/fr", about, clipper.Network, fr)) }
	return []Route{
		at("secure.test", article("/fr", "a good page over HTTP/2", fr)),
		at("one.test", article("/de", "a good page over HTTP/1.1 and TLS", send(utf8HTML, Page("de")))),
		bad("selfsigned.test", "a certificate that its owner has signed"),
		bad("unknown.test", "a certificate signed by nobody known"),
		bad("expired.test", "a certificate that has expired"),
		bad("wronghost.test", "a certificate of another site"),
		bad("old.test", "TLS 1.1"),
		bad("plain.test", "no encryption on the port for it"),
		at("secure.test", refused("/odd/endless", "a page without an end, over HTTP/2", clipper.TooLarge, nil)),
		at("secure.test", refused("/odd/gzip-bomb", "1 GiB in gzip over HTTP/2", clipper.TooLarge, nil)),
		at("large.test", refused("/odd/huge-header", "400 KB of header over HTTP/2", clipper.Network, nil)),
		at("secure.test", refused("/odd/short-length", "less than the length says, over HTTP/2", clipper.Network, nil)),
		slow(at("secure.test", refused("/odd/silent", "no answer over HTTP/2", clipper.Network, nil))),
		slow(at("secure.test", refused("/odd/drip", "three bytes at a time over HTTP/2", clipper.Network, nil))),
		at("secure.test", article("/redirect/cookie", "a cookie over HTTP/2", nil)),
		{Path: "/fr", Host: "http://nowhere.test", About: "a name that does not exist", End: Fetched, Code: clipper.Network, serve: fr},
		{Path: "/fr", Host: "http://refusing.test", About: "a host that refuses connections", End: Fetched, Code: clipper.Network, serve: fr},
	}
}

// authority signs the certificates of one test.
type authority struct {
	cert *x509.Certificate
	der  []byte
	key  *ecdsa.PrivateKey
}

func newAuthority(t testing.TB) *authority {
	t.Helper()
	a := &authority{key: newKey(t)}
	template := certificate("Test authority", time.Now().Add(24*time.Hour))
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	var err error
	if a.der, err = x509.CreateCertificate(rand.Reader, template, template, &a.key.PublicKey, a.key); err != nil {
		t.Fatal(err)
	}
	if a.cert, err = x509.ParseCertificate(a.der); err != nil {
		t.Fatal(err)
	}
	return a
}

func newKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func certificate(name string, until time.Time, hosts ...string) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: hosts,
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until, KeyUsage: x509.KeyUsageDigitalSignature,
	}
}

func (a *authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

func (a *authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.der})
}

// sign makes a certificate for hosts; by nil it signs itself.
func (a *authority) sign(t testing.TB, by *authority, until time.Time, hosts ...string) tls.Certificate {
	t.Helper()
	key := newKey(t)
	template := certificate(hosts[0], until, hosts...)
	parent, signer := template, key
	if by != nil {
		parent, signer = by.cert, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// serverConfig gives each host the certificate and the protocol of its fault.
func (a *authority) serverConfig(t testing.TB) *tls.Config {
	tomorrow, yesterday := time.Now().Add(24*time.Hour), time.Now().Add(-24*time.Hour)
	h2 := []string{"h2", "http/1.1"}
	with := func(c tls.Certificate) *tls.Config {
		return &tls.Config{Certificates: []tls.Certificate{c}, NextProtos: h2, MinVersion: tls.VersionTLS12}
	}
	good := with(a.sign(t, a, tomorrow, "secure.test", "one.test", "old.test", "large.test", "gazette.test"))
	one := good.Clone()
	one.NextProtos = []string{"http/1.1"}
	old := one.Clone()
	old.MinVersion, old.MaxVersion = tls.VersionTLS10, tls.VersionTLS11
	configs := map[string]*tls.Config{
		"one.test": one, "old.test": old,
		"selfsigned.test": with(a.sign(t, nil, tomorrow, "selfsigned.test")),
		"unknown.test":    with(a.sign(t, newAuthority(t), tomorrow, "unknown.test")),
		"expired.test":    with(a.sign(t, a, yesterday, "expired.test")),
		"wronghost.test":  with(a.sign(t, a, tomorrow, "autre.test")),
	}
	all := good.Clone()
	all.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
		if c := configs[hello.ServerName]; c != nil {
			return c, nil
		}
		return good, nil
	}
	return all
}
