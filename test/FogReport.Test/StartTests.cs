// Fact sheet fog §4.1, §4.3: a server whose signatures no client would accept does not start, and says which file is wrong.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.FogReport.Test;

public sealed class StartTests : IDisposable
{
    private readonly SigningFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void SoundFiles_AreTaken()
    {
        using ReportSigner signer = Load();
        Assert.Equal<byte[]>([SigningFiles.LeafOf(0x31), SigningFiles.Intermediate, SigningFiles.Root], [.. signer.Chain]);
        Assert.Equal(Simulated.Issued + Simulated.Validity, signer.NotAfter);
        ReportResponse response = signer.Sign([new Report("", null, 3)]);
        Assert.True(FogReportVerifier.IsSigned(response, SigningFiles.KeyOf(0x31).PublicKey()));
    }

    [Fact]
    public void ChainsThatDoNotVouch_AreRefused()
    {
        byte[] leaf = SigningFiles.LeafOf(0x31);
        Refused(() => _files.WriteChain(leaf, SigningFiles.Intermediate), "--signing-chain", "certificate 1 of the chain: the last, and not self-signed");
        Refused(() => _files.WriteChain(leaf, SigningFiles.Root), "--signing-chain", "certificate 0 of the chain: not issued by the next one");
        Refused(() => _files.WriteChain(SigningFiles.Root, SigningFiles.Intermediate, leaf), "--signing-chain", "certificate 0 of the chain: not issued by the next one");
        Refused(() => _files.WriteChain([1, 2, 3], SigningFiles.Root), "--signing-chain", "the chain has no certificate that parses");
        Refused(() => _files.WriteChain(SigningFiles.Leaf(TestChains.RsaLeaf.ExportSubjectPublicKeyInfo()), SigningFiles.Intermediate, SigningFiles.Root), "--signing-chain", "the first certificate's key is not an Ed25519 key");
        Refused(() => _files.WriteChain(), "--signing-chain", "holds no certificate in PEM");
        Refused(() => File.AppendAllText(_files.Chain, File.ReadAllText(_files.Key)), "--signing-chain", "holds a PRIVATE KEY beside certificates");
        Refused(() => File.Delete(_files.Chain), "--signing-chain", "cannot be read: ");
    }

    [Fact]
    public void ChainsOutOfTheirTime_AreRefused()
    {
        Assert.Contains("valid from 2026-01-01 00:00:00Z", Assert.Throws<HostingException>(() => Load(Simulated.Issued.AddSeconds(-1))).Message, StringComparison.Ordinal);
        HostingException e = Assert.Throws<HostingException>(() => Load(Simulated.Issued + Simulated.Validity + TimeSpan.FromSeconds(1)));
        Assert.StartsWith($"--signing-chain {_files.Chain}: certificate 0 of the chain: valid from ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeysThatDoNotFit_AreRefused()
    {
        Refused(() => _files.WriteKey(SigningFiles.KeyOf(0x32)), "--signing-key", $"is not the key of the first certificate in {_files.Chain}");
        Refused(() => File.WriteAllText(_files.Key, TestChains.RsaLeaf.ExportPkcs8PrivateKeyPem()), "--signing-key", "holds another key than an Ed25519 key");
        Refused(() => File.WriteAllText(_files.Key, TestChains.P256.ExportECPrivateKeyPem()), "--signing-key", "holds no private key in PKCS#8 and PEM");
        Refused(() => File.WriteAllText(_files.Key, PemEncoding.WriteString("PRIVATE KEY", [])), "--signing-key", "holds another key than an Ed25519 key");
        Refused(() => File.WriteAllText(_files.Key, "no key"), "--signing-key", "holds no private key in PKCS#8 and PEM");
        Refused(() => File.Delete(_files.Key), "--signing-key", "cannot be read: ");
    }

    [Fact]
    public async Task TheProgram_SaysSo()
    {
        _files.WriteKey(SigningFiles.KeyOf(0x32));
        var surroundings = new TestSurroundings();
        string[] flags = ["--chain-id", "test", "--client-listen-uri", "insecure-fog://127.0.0.1:0/", .. _files.Flags];
        Assert.Equal(1, await CommandLine.RunAsync(ReportProgram.Program, [.. flags, "--recovery-db", Path.Combine(_files.Folder, "db")], surroundings.Make(new ManualTime(Simulated.Now))));
        Assert.Contains($"--signing-key {_files.Key}: is not the key", surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(2, await CommandLine.RunAsync(ReportProgram.Program, flags, surroundings.Make()));
        Assert.Contains("neither --database-url", surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(2, await CommandLine.RunAsync(ReportProgram.Alias, [.. flags[..4], "--recovery-db", "db"], surroundings.Make()));
        Assert.Contains("--signing-chain is missing", surroundings.Error, StringComparison.Ordinal);
    }

    private ReportSigner Load(DateTimeOffset? now = null) => ReportSigner.Load(_files.Chain, _files.Key, now ?? Simulated.Now);

    private void Refused(Action spoil, string flag, string why)
    {
        (byte[] chain, byte[] key) = (File.ReadAllBytes(_files.Chain), File.ReadAllBytes(_files.Key));
        spoil();
        HostingException e = Assert.Throws<HostingException>(() => Load());
        Assert.StartsWith($"{flag} {(flag == "--signing-key" ? _files.Key : _files.Chain)}: {why}", e.Message, StringComparison.Ordinal);
        File.WriteAllBytes(_files.Chain, chain);
        File.WriteAllBytes(_files.Key, key);
    }
}
