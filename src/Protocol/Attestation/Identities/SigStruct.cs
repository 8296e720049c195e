// The signature of an SGX enclave: a CSS file (fact sheet attestation §1.10).
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace MobileCoin.Attestation;

/// <summary>A SIGSTRUCT, 1808 bytes. Immutable.</summary>
public sealed class SigStruct
{
    /// <summary>Bytes of a file.</summary>
    public const int Size = 1808;

    private const int KeySize = 384;

    private readonly byte[] _bytes;

    private SigStruct(byte[] bytes) => _bytes = bytes;

    /// <summary>The vendor: 0x8086 for Intel's own enclaves, else 0.</summary>
    public uint Vendor => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(16));

    /// <summary>The date of signing, as hex digits yyyymmdd.</summary>
    public uint Date => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(20));

    /// <summary>What misc-select must be.</summary>
    public uint MiscSelect => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(900));

    /// <summary>Which bits of misc-select count.</summary>
    public uint MiscMask => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(904));

    /// <summary>What the attributes must be, 16 bytes.</summary>
    public ReadOnlySpan<byte> Attributes => _bytes.AsSpan(928, 16);

    /// <summary>Which bits of the attributes count, 16 bytes.</summary>
    public ReadOnlySpan<byte> AttributeMask => _bytes.AsSpan(944, 16);

    /// <summary>The enclave's measurement, 32 bytes.</summary>
    public ReadOnlySpan<byte> MrEnclave => _bytes.AsSpan(960, 32);

    /// <summary>The product id.</summary>
    public ushort IsvProductId => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(1024));

    /// <summary>The security version.</summary>
    public ushort IsvSvn => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(1026));

    /// <summary>Reads a file. Its signature is not looked at: see <see cref="VerifySignature"/>.</summary>
    /// <exception cref="EvidenceFormatException">Another size.</exception>
    public static SigStruct Parse(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size
            ? new SigStruct(bytes.ToArray())
            : throw new EvidenceFormatException($"CSS: {bytes.Length} bytes, expected {Size}");

    /// <summary>The hash of the signer's key: SHA-256 of the modulus as stored, 32 bytes.</summary>
    public byte[] MrSigner() => SHA256.HashData(_bytes.AsSpan(128, KeySize));

    /// <summary>Whether the key in the file, of exponent 3, signed the file's header and body.</summary>
    public bool VerifySignature()
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(512)) != 3) return false;
        var modulus = new BigInteger(_bytes.AsSpan(128, KeySize), isUnsigned: true);
        var signature = new BigInteger(_bytes.AsSpan(516, KeySize), isUnsigned: true);
        if (modulus.IsZero || signature >= modulus) return false;
        byte[] hash = SHA256.HashData([.. _bytes.AsSpan(0, 128), .. _bytes.AsSpan(900, 128)]);
        // EMSA-PKCS1-v1_5: 00 01 FF… 00 DigestInfo hash, big-endian.
        byte[] info = [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20, .. hash];
        byte[] expected = new byte[KeySize];
        expected.AsSpan(2, KeySize - 3 - info.Length).Fill(0xFF);
        expected[1] = 1;
        info.CopyTo(expected, KeySize - info.Length);
        return BigInteger.ModPow(signature, 3, modulus) == new BigInteger(expected, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>The enclave by its measurement.</summary>
    public TrustedMrEnclaveIdentity MrEnclaveIdentity(IReadOnlyList<string> configAdvisories, IReadOnlyList<string> hardeningAdvisories) =>
        new(MrEnclave, configAdvisories, hardeningAdvisories);

    /// <summary>The enclave by its signer, from this security version on, or another.</summary>
    public TrustedMrSignerIdentity MrSignerIdentity(
        IReadOnlyList<string> configAdvisories, IReadOnlyList<string> hardeningAdvisories, ushort? minimumSvn = null) =>
        new(MrSigner(), IsvProductId, minimumSvn ?? IsvSvn, configAdvisories, hardeningAdvisories);
}
