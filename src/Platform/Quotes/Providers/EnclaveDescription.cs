// What a simulated enclave is measured by (fact sheet attestation §1.8).
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>
/// An enclave by its name, version and compiled-in constants. Two builds of the same agree in the measurement, and another constant gives
/// another measurement. Hardware measures the code instead. Immutable.
/// </summary>
/// <param name="Name">The name in trusted identities: <c>consensus</c>, <c>fog-ingest</c>, <c>fog-ledger</c>, <c>fog-view</c>.</param>
/// <param name="Version">The version of its release.</param>
public sealed record EnclaveDescription(string Name, string Version)
{
    private const int Sha256Size = 32;

    /// <summary>What is compiled in, by name, in any order: public keys, network constants.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The product id: which of the enclaves it is.</summary>
    public ushort ProductId { get; init; }

    /// <summary>The security version.</summary>
    public ushort SecurityVersion { get; init; }

    /// <summary>What all simulated enclaves are signed by, 32 bytes.</summary>
    public static ReadOnlySpan<byte> Signer => NetworkSigners.Simulated;

    /// <summary>The measurement, 32 bytes.</summary>
    public byte[] Measure()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "mobilecoin simulated enclave 1");
        Append(hash, Name);
        Append(hash, Version);
        Append(hash, ProductId.ToString());
        Append(hash, SecurityVersion.ToString());
        foreach ((string name, string value) in Constants.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }
        byte[] measurement = new byte[Sha256Size];
        hash.GetHashAndReset(measurement);
        return measurement;
    }

    // Each with its length in front: no two descriptions run together.
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
