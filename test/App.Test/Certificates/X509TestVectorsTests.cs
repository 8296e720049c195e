// Fact sheets crypto §2.6, fog §7.4.
using System.Security.Cryptography;
using MobileCoin.App.Certificates;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.App.Test;

public sealed class X509TestVectorsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task EveryChain_VerifiesOrFails_AsItsNameSays()
    {
        foreach (string name in TestChain.Names)
        {
            IReadOnlyList<byte[]> chain = PemChain.Decode(await File.ReadAllTextAsync(await PathAsync("chain", name, "a"), TestContext.Current.CancellationToken));
            if (!name.StartsWith("ok", StringComparison.Ordinal))
            {
                FogReportException e = Assert.Throws<FogReportException>(() => ReportChain.Verify(chain, Now));
                Assert.Equal(FogReportError.Chain, e.Error);
                continue;
            }
            ReportChain verified = ReportChain.Verify(chain, Now);
            using AsymmetricKey key = Key(await File.ReadAllTextAsync(await PathAsync("key", name, "a"), TestContext.Current.CancellationToken));
            Assert.Equal(name is "ok_rsa_head" or "ok_25519_head" ? 1 : 3, chain.Count);
            if (key.Ed25519 is null) Assert.Throws<FogReportException>(() => verified.SigningKey());
            else Assert.Equal(key.Ed25519.PublicKey(), verified.SigningKey());
            if (chain.Count > 1) Assert.Equal(RootSpki("Test Root"), verified.AuthorityKeyInfo.ToArray());
        }
    }

    [Fact]
    public async Task Files_AreTheSameOnEveryRun()
    {
        foreach (string kind in new[] { "chain", "key" })
        {
            string first = await PathAsync(kind, "ok_rsa_chain_25519_leaf", "a"), second = await PathAsync(kind, "ok_rsa_chain_25519_leaf", "b");
            Assert.NotEqual(first, second);
            Assert.True(Path.IsPathRooted(first));
        }
        Assert.Equal(_tool.Files("a"), _tool.Files("b"));
        // Another implementation or seed of keys would show here.
        Assert.Equal(RsaRootHash, Convert.ToHexStringLower(SHA256.HashData(RootSpki("Test Root"))));
    }

    [Fact]
    public async Task Unknown_IsNamed()
    {
        Assert.Contains("--test-name: is none of ok_rsa_head, ", await _tool.FailAsync(X509TestVectors.Program, "--type", "key", "--test-name", "x"), StringComparison.Ordinal);
        Assert.Contains("--type: is neither chain nor key", await _tool.FailAsync(X509TestVectors.Program, "--type", "x", "--test-name", "ok_rsa_head"), StringComparison.Ordinal);
    }

    private const string RsaRootHash = "0cacdeb94816542d170189ba104f39358b07cf45a9dffd51e9e0aeae8bc78fc9";

    private static byte[] RootSpki(string name)
    {
        using RSA key = TestKeys.Rsa(name);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static AsymmetricKey Key(string pem)
    {
        byte[] der = Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);
        if (der.Length == Ed25519Private.DerSize) return new AsymmetricKey(Ed25519Private.ParseDer(der), null);
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(der, out _);
        return new AsymmetricKey(null, rsa);
    }

    private async Task<string> PathAsync(string kind, string name, string folder) =>
        (await _tool.DoAsync(X509TestVectors.Program, "--type", kind, "--test-name", name, "--output-dir", _tool[folder])).TrimEnd('\n');

    private sealed record AsymmetricKey(Ed25519Private? Ed25519, RSA? Rsa) : IDisposable
    {
        public void Dispose()
        {
            Ed25519?.Dispose();
            Rsa?.Dispose();
        }
    }
}
