// What AMD's secure processor says of a guest (fact sheet attestation §3.5.1).
using System.Buffers.Binary;

namespace MobileCoin.Attestation;

/// <summary>An SEV-SNP attestation report. Immutable; nothing is verified by reading it.</summary>
public sealed class SnpReport
{
    /// <summary>Bytes of a report.</summary>
    public const int Size = 1184;

    /// <summary>Bytes of a launch measurement.</summary>
    public const int MeasurementSize = 48;

    internal const int ChipIdSize = 64;

    private const int SignedSize = 0x2A0, ScalarSize = 72, P384Size = 48;
    private const int DebugBit = 19, MigrationBit = 18;
    private const byte TurinFamily = 0x1A;

    private readonly ReadOnlyMemory<byte> _bytes;

    private SnpReport(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length != Size) throw new EvidenceFormatException($"SNP report: {bytes.Length} bytes, expected {Size}");
        _bytes = bytes;
        if (Version < 2) throw new EvidenceFormatException($"SNP report: version {Version}, expected at least 2");
        if (UInt32(0x034) != 1) throw new EvidenceFormatException($"SNP report: signature algorithm {UInt32(0x034)}, expected 1");
        CheckZero(0x04C, 0x050);
        CheckZero(Version >= 3 ? 0x18B : 0x188, 0x1A0);
        CheckZero(0x1EB, 0x1EC);
        CheckZero(0x1EF, 0x1F0);
        CheckZero(Version >= 5 ? 0x208 : 0x1F8, SignedSize);
        CheckZero(SignedSize + P384Size, SignedSize + ScalarSize);
        CheckZero(SignedSize + ScalarSize + P384Size, Size);
    }

    /// <summary>The report.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>The layout's version.</summary>
    public uint Version => UInt32(0);

    /// <summary>The guest's version.</summary>
    public uint GuestSvn => UInt32(0x004);

    /// <summary>The guest's policy.</summary>
    public ulong Policy => BinaryPrimitives.ReadUInt64LittleEndian(Bytes[0x008..]);

    /// <summary>The privilege level that asked for the report.</summary>
    public uint Vmpl => UInt32(0x030);

    /// <summary>The firmware that the processor's key is derived from.</summary>
    public SnpTcb ReportedTcb => Tcb(0x180);

    /// <summary>What the guest commits to, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Bytes.Slice(0x050, 64);

    /// <summary>The launch digest, 48 bytes.</summary>
    public ReadOnlySpan<byte> Measurement => Bytes.Slice(0x090, MeasurementSize);

    /// <summary>What the host gave at launch, 32 bytes.</summary>
    public ReadOnlySpan<byte> HostData => Bytes.Slice(0x0C0, 32);

    /// <summary>The hash of the key that signed the guest's identity, 48 bytes.</summary>
    public ReadOnlySpan<byte> IdKeyDigest => Bytes.Slice(0x0E0, 48);

    /// <summary>The chip, 64 bytes; zero if masked.</summary>
    public ReadOnlySpan<byte> ChipId => Bytes.Slice(0x1A0, ChipIdSize);

    /// <summary>The host hides which chip it is.</summary>
    public bool IsChipIdMasked => (UInt32(0x048) & 2) != 0;

    /// <summary>The guest can be looked into.</summary>
    public bool IsDebug => (Policy >> DebugBit & 1) != 0;

    /// <summary>A migration agent may move the guest.</summary>
    public bool AllowsMigrationAgent => (Policy >> MigrationBit & 1) != 0;

    /// <summary>
    /// The processor's name in AMD's key service, <c>Milan</c>, <c>Genoa</c> or <c>Turin</c>, by its family and model; null in reports before
    /// version 3, which do not tell, and for others.
    /// </summary>
    public string? Product => Version < 3 ? null : (Bytes[0x188], Bytes[0x189]) switch
    {
        (0x19, <= 0x0F) => "Milan",
        (0x19, (>= 0x10 and <= 0x1F) or (>= 0xA0 and <= 0xAF)) => "Genoa",
        (TurinFamily, _) => "Turin",
        _ => null,
    };

    /// <summary>Which key signed: 0 the chip's (VCEK), 1 a provider's (VLEK).</summary>
    public uint SigningKey => UInt32(0x048) >> 2 & 7;

    /// <summary>The firmware in use is the one that cannot be gone back from.</summary>
    internal bool IsCommitted =>
        Bytes.Slice(0x038, 8).SequenceEqual(Bytes.Slice(0x1E0, 8)) && Bytes.Slice(0x1E8, 3).SequenceEqual(Bytes.Slice(0x1EC, 3));

    internal ReadOnlyMemory<byte> Signed => _bytes[..SignedSize];

    /// <summary>r and s, big-endian, 96 bytes.</summary>
    internal byte[] Signature
    {
        get
        {
            byte[] signature = new byte[2 * P384Size];
            Bytes.Slice(SignedSize, P384Size).CopyTo(signature);
            Bytes.Slice(SignedSize + ScalarSize, P384Size).CopyTo(signature.AsSpan(P384Size));
            signature.AsSpan(0, P384Size).Reverse();
            signature.AsSpan(P384Size).Reverse();
            return signature;
        }
    }

    /// <summary>Reads a report; reserved areas must be zero.</summary>
    /// <exception cref="EvidenceFormatException">Another size, version or algorithm.</exception>
    public static SnpReport Parse(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[offset..]);

    private SnpTcb Tcb(int offset)
    {
        ReadOnlySpan<byte> tcb = Bytes.Slice(offset, 8);
        return Version >= 3 && Bytes[0x188] == TurinFamily
            ? new SnpTcb(tcb[1], tcb[2], tcb[3], tcb[7], tcb[0])
            : new SnpTcb(tcb[0], tcb[1], tcb[6], tcb[7]);
    }

    private void CheckZero(int from, int to)
    {
        if (Bytes[from..to].ContainsAnyExcept((byte)0))
        {
            throw new EvidenceFormatException($"SNP report: bytes {from:x} to {to:x} are not zero");
        }
    }
}
