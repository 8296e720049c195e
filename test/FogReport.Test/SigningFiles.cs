using System.Collections.Concurrent;
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.FogReport.Test;

/// <summary>The two files of a report server, of a chain of three that is valid in the time of the tests' evidence.</summary>
internal sealed class SigningFiles : IDisposable
{
    private static readonly SigningKey IntermediateKey = SigningKey.Of(TestChains.P256, HashAlgorithmName.SHA256);

    internal static readonly SigningKey RootKey = TestChains.Pkcs1(TestChains.RsaRoot);
    internal static readonly byte[] Root = TestChains.Template("root", "root", isAuthority: true).Sign(RootKey.PublicKeyInfo, RootKey);
    internal static readonly byte[] Intermediate = TestChains.Template("intermediate", "root", isAuthority: true).Sign(IntermediateKey.PublicKeyInfo, RootKey);

    private static readonly ConcurrentDictionary<byte, byte[]> Leaves = new();

    private readonly TemporaryFolder _folder = new();

    internal SigningFiles(byte seed = 0x31)
    {
        WriteKey(KeyOf(seed));
        WriteChain(LeafOf(seed), Intermediate, Root);
    }

    internal string Chain => _folder["chain.pem"];

    internal string Key => _folder["key.pem"];

    internal string Folder => _folder.Path;

    internal string[] Flags => ["--signing-chain", Chain, "--signing-key", Key];

    internal static Ed25519Private KeyOf(byte seed) => Ed25519Private.Parse(Simulated.Filled(seed, 32));

    /// <summary>The same for the same seed: ECDSA's signatures are random.</summary>
    internal static byte[] LeafOf(byte seed) => Leaves.GetOrAdd(seed, static s => Leaf(SigningKey.Of(KeyOf(s)).PublicKeyInfo));

    internal static byte[] Leaf(byte[] publicKeyInfo) => TestChains.Template("leaf", "intermediate").Sign(publicKeyInfo, IntermediateKey);

    internal void WriteChain(params byte[][] certificates) =>
        File.WriteAllText(Chain, string.Concat(certificates.Select(c => $"subject=of a tool\n{PemEncoding.WriteString("CERTIFICATE", c)}\n")));

    internal void WriteKey(Ed25519Private key)
    {
        byte[] der = new byte[Ed25519Private.DerSize];
        key.WriteDer(der);
        File.WriteAllText(Key, PemEncoding.WriteString("PRIVATE KEY", der) + "\n");
    }

    public void Dispose() => _folder.Dispose();
}
