// What the processor says of an SGX enclave (fact sheet attestation §2.1).
using System.Buffers.Binary;

namespace MobileCoin.Attestation;

/// <summary>The 384 bytes of an SGX report's body. Immutable.</summary>
public sealed class SgxReportBody
{
    /// <summary>Bytes of a body.</summary>
    public const int Size = 384;

    private const ulong DebugFlag = 2;

    private readonly ReadOnlyMemory<byte> _bytes;

    internal SgxReportBody(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>The processor's SVN, 16 bytes.</summary>
    public ReadOnlySpan<byte> CpuSvn => Bytes[..16];

    /// <summary>Misc-select.</summary>
    public uint MiscSelect => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[16..]);

    /// <summary>The attributes: flags and XFRM, 16 bytes.</summary>
    public ReadOnlySpan<byte> Attributes => Bytes.Slice(48, 16);

    /// <summary>The measurement, 32 bytes.</summary>
    public ReadOnlySpan<byte> MrEnclave => Bytes.Slice(64, 32);

    /// <summary>The hash of the signer's key, 32 bytes.</summary>
    public ReadOnlySpan<byte> MrSigner => Bytes.Slice(128, 32);

    /// <summary>The product id the signer gave.</summary>
    public ushort IsvProductId => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[256..]);

    /// <summary>The security version the signer gave.</summary>
    public ushort IsvSvn => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[258..]);

    /// <summary>What the enclave commits to, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Bytes.Slice(320, 64);

    /// <summary>The enclave can be looked into.</summary>
    public bool IsDebug => (BinaryPrimitives.ReadUInt64LittleEndian(Attributes) & DebugFlag) != 0;

    /// <summary>Reads a body.</summary>
    /// <exception cref="EvidenceFormatException">Another length than <see cref="Size"/>.</exception>
    public static SgxReportBody Parse(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size
            ? new SgxReportBody(bytes.ToArray())
            : throw new EvidenceFormatException($"SGX report body: {bytes.Length} bytes, expected {Size}");
}
