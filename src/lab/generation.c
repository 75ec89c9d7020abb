/*
 * The rows; see generation.h.
 */
#include "lab/generation.h"

#include "base/attr.h"

#define RSA_SHA2 "rsa-sha2-512,rsa-sha2-256"
#define ECDH "ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521"
#define AES_CBC "aes128-cbc,aes192-cbc,aes256-cbc"
#define AES_CTR "aes128-ctr,aes192-ctr,aes256-ctr"
#define AES_GCM "aes128-gcm@openssh.com,aes256-gcm@openssh.com"
#define ETM "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com"

/* clang-format off */
static const struct generation rows[] = {
	{
		"ios-12",
		"diffie-hellman-group1-sha1",
		"ssh-rsa",
		"3des-cbc",
		"hmac-sha1",
		HOSTKEY_RSA_1024,
	},
	{
		"ios-15",
		"diffie-hellman-group-exchange-sha1,"
		"diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
		"ssh-rsa",
		"aes128-cbc,3des-cbc,aes192-cbc,aes256-cbc",
		"hmac-sha1",
		HOSTKEY_RSA_1024,
	},
	{
		"iosxe-16",
		"diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1",
		"ssh-rsa",
		"3des-cbc," AES_CBC "," AES_CTR,
		"hmac-sha2-256,hmac-sha2-512,hmac-sha1",
		HOSTKEY_RSA_2048,
	},
	{
		"iosxe-17.11",
		"curve25519-sha256," ECDH ",diffie-hellman-group14-sha256,"
		"diffie-hellman-group16-sha512",
		RSA_SHA2 ",ssh-rsa",
		"chacha20-poly1305@openssh.com," AES_GCM "," AES_CTR,
		ETM,
		HOSTKEY_RSA_2048,
	},
	{
		"iosxe-17.16",
		"curve25519-sha256," ECDH ",diffie-hellman-group14-sha256,"
		"diffie-hellman-group16-sha512",
		"ecdsa-sha2-nistp256," RSA_SHA2,
		"chacha20-poly1305@openssh.com," AES_GCM "," AES_CTR,
		ETM,
		HOSTKEY_ECDSA,
	},
	{
		"nxos-7",
		ECDH ",diffie-hellman-group-exchange-sha256,"
		"diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
		"ssh-rsa",
		AES_CTR,
		"hmac-sha1",
		HOSTKEY_RSA_1024,
	},
	{
		"nxos-9",
		"curve25519-sha256," ECDH ",diffie-hellman-group14-sha256,"
		"diffie-hellman-group16-sha512",
		RSA_SHA2,
		AES_CTR,
		"hmac-sha2-256,hmac-sha2-512",
		HOSTKEY_RSA_2048,
	},
	{
		"iosxr",
		"ecdh-sha2-nistp521,ecdh-sha2-nistp384,ecdh-sha2-nistp256,"
		"diffie-hellman-group14-sha1,diffie-hellman-group1-sha1",
		RSA_SHA2 ",ssh-rsa,ssh-ed25519",
		AES_CTR "," AES_GCM "," AES_CBC,
		"hmac-sha2-512,hmac-sha2-256,hmac-sha1",
		HOSTKEY_ED25519,
	},
};
/* clang-format on */

const struct generation *
generation_at(size_t i)
{
	return i < COUNT_OF(rows) ? &rows[i] : NULL;
}
