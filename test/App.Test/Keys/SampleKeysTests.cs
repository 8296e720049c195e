// Fact sheet ledger §5.10, §8, §9.2.
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.App.Certificates;
using MobileCoin.App.Keys;
using MobileCoin.Crypto;

namespace MobileCoin.App.Test;

public sealed class SampleKeysTests : IDisposable
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task SampleKeys_AreTheStreamsOfTheSeed_OnEveryRun()
    {
        await _tool.DoAsync(SampleKeys.Many, "--num", "3", "--output-dir", _tool["a"]);
        await _tool.DoAsync(SampleKeys.Many, "--num=3", "--output-dir", _tool["b"], "--seed", string.Concat(Enumerable.Repeat("01", 32)));
        await _tool.DoAsync(SampleKeys.Many, "-n", "3", "-o", _tool["c"], "--seed", Seed);
        SortedDictionary<string, string> files = _tool.Files("a");
        Assert.Equal(files, _tool.Files("b"));
        Assert.Equal(["account_keys_0.b58pub", "account_keys_0.json", "account_keys_0.pub"], files.Keys.Take(3));
        Assert.Equal(9, files.Count);
        Assert.NotEqual(files["account_keys_0.json"], _tool.Files("c")["account_keys_0.json"]);

        using var stream = new Hc128(Enumerable.Repeat((byte)1, 32).ToArray());
        byte[] entropy = new byte[32];
        for (int i = 0; i < 3; i++)
        {
            stream.Fill(entropy);
            using var mnemonic = new Mnemonic(entropy);
            Assert.Equal(24, mnemonic.WordCount);
            using var slip10 = Slip10Key.Derive(mnemonic, 0);
            using AccountKey account = slip10.ToAccountKey("", "", default);
            using AccountKey read = KeyFile.ReadAccountKey(File.ReadAllBytes(_tool["a", $"account_keys_{i}.json"]));
            Assert.Equal(account, read);
            Assert.Equal(account.DefaultSubaddress(), KeyFile.ReadPublic(File.ReadAllBytes(_tool["a", $"account_keys_{i}.pub"])));
            Assert.Equal(account.DefaultSubaddress(), KeyFile.ReadB58(File.ReadAllBytes(_tool["a", $"account_keys_{i}.b58pub"])));
        }
    }

    [Fact]
    public async Task SecretFiles_AreTheirOwnersAlone_AndNothingElseIsLeft()
    {
        if (OperatingSystem.IsWindows()) return; // modes are Unix'
        await _tool.DoAsync(SampleKeys.Many, "--num", "1", "--output-dir", _tool["deep", "keys"]);
        await _tool.DoAsync(SampleKeys.Many, "--num", "1", "--output-dir", _tool["deep", "keys"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_tool["deep", "keys", "account_keys_0.json"]));
        Assert.True(File.GetUnixFileMode(_tool["deep", "keys", "account_keys_0.pub"]).HasFlag(UnixFileMode.OtherRead));
        Assert.Equal(3, Directory.GetFiles(_tool["deep", "keys"]).Length);
    }

    [Fact]
    public async Task FogAccounts_SignTheRoot_FromAFileOrBase64()
    {
        string root = (await _tool.DoAsync(X509TestVectors.Program, "--type", "chain", "--test-name", "ok_rsa_head", "--output-dir", _tool["x509"])).Trim();
        string chain = (await _tool.DoAsync(X509TestVectors.Program, "--type", "chain", "--test-name", "ok_rsa_chain_25519_leaf", "--output-dir", _tool["x509"])).Trim();
        using RSA key = TestKeys.Rsa("Test Root");
        byte[] spki = key.ExportSubjectPublicKeyInfo();
        string[] fog = ["--fog-report-url", "insecure-fog://localhost:6200", "--fog-report-id", "x"];
        await _tool.DoAsync(SampleKeys.Many, ["--num", "1", "--output-dir", _tool["a"], .. fog, "--fog-authority-root", root]);
        await _tool.DoAsync(SampleKeys.Many, ["--num", "1", "--output-dir", _tool["b"], .. fog, "--fog-authority-spki", Convert.ToBase64String(spki)]);
        await _tool.DoAsync(SampleKeys.Many, ["--num", "1", "--output-dir", _tool["c"], .. fog, "--fog-authority-root", chain]);
        Assert.Equal(_tool.Files("a"), _tool.Files("b"));
        Assert.Equal(_tool.Files("a"), _tool.Files("c"));
        PublicAddress address = KeyFile.ReadPublic(File.ReadAllBytes(_tool["a", "account_keys_0.pub"]));
        Assert.Equal(("insecure-fog://localhost:6200", "x"), (address.FogReportUrl, address.FogReportId));
        Assert.True(address.VerifyFogAuthority(spki));

        Assert.Contains("--fog-report-url needs", await _tool.FailAsync(SampleKeys.Many, ["--output-dir", _tool["d"], .. fog]), StringComparison.Ordinal);
        Assert.Contains("exclude each other", await _tool.FailAsync(SampleKeys.Many, [.. fog, "--fog-authority-root", root, "--fog-authority-spki", "AAAA"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tool["d"]));
    }

    [Fact]
    public async Task KeyGen_MakesOneAccount()
    {
        await _tool.DoAsync(SampleKeys.One, "alice", "--output-dir", _tool["keys"]);
        Assert.Contains("which everybody knows", _tool.Error, StringComparison.Ordinal);
        await _tool.DoAsync(SampleKeys.Many, "--num", "1", "--output-dir", _tool["samples"]);
        Assert.Equal(_tool.Files("samples").Values, _tool.Files("keys").Values);
        Assert.Equal(["alice.b58pub", "alice.json", "alice.pub"], _tool.Files("keys").Keys);
        Assert.Contains("<name>: is no name of a file", await _tool.FailAsync(SampleKeys.One, "../alice"), StringComparison.Ordinal);
        Assert.Contains("<name> is missing", await _tool.FailAsync(SampleKeys.One), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed: is not 64 hex digits", "--seed", "0102")]
    [InlineData("--num: is not a whole number", "--num", "0")]
    [InlineData("--fog-authority-spki: is not base64", "--fog-authority-spki", "?")]
    [InlineData("--fog-authority-root: /nowhere/root.pem: ", "--fog-authority-root", "/nowhere/root.pem")]
    [InlineData("--output-dir: /dev/null/keys: ", "--output-dir", "/dev/null/keys")]
    public async Task SampleKeys_NameWhatIsWrong(string expected, params string[] arguments) =>
        Assert.Contains(expected, await _tool.FailAsync(SampleKeys.Many, arguments), StringComparison.Ordinal);

    [Fact]
    public async Task Roots_ThatAreNoCertificates_AreNamed()
    {
        string file = _tool.Write("root.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        foreach (string text in new[] { "", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" })
        {
            _tool.Write("root.pem", text);
            string error = await _tool.FailAsync(SampleKeys.Many, "--fog-report-url", "fog://a", "--fog-authority-root", file, "--output-dir", _tool["keys"]);
            Assert.Contains($"--fog-authority-root: {file}: ", error, StringComparison.Ordinal);
        }
    }

    // The sheet gives the public key of the development networks' minting trust root, made of the seed of bytes ab.
    [Fact]
    public async Task SeededEd25519Key_IsUpstreams()
    {
        string seed = string.Concat(Enumerable.Repeat("ab", 32));
        string pem = await _tool.DoAsync(SeededEd25519KeyGen.Program, "--seed", seed);
        Assert.Equal(pem, await _tool.DoAsync(SeededEd25519KeyGen.Program, "-s", seed));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", pem, StringComparison.Ordinal);
        PemFields fields = PemEncoding.Find(pem);
        using var key = Ed25519Private.ParseDer(Convert.FromBase64String(pem[fields.Base64Data]));
        byte[] der = new byte[Ed25519Public.DerSize];
        key.PublicKey().WriteDer(der);
        Assert.Equal("MCowBQYDK2VwAyEAH0/mkneuI4Xp7Nnd5eQunqeQfvOYKmPZzkEYlQtpbjU=", Convert.ToBase64String(der));
        Assert.Contains("--seed: is not 64 hex digits", await _tool.FailAsync(SeededEd25519KeyGen.Program, "--seed", "ab"), StringComparison.Ordinal);
    }
}
