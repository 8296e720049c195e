// The quotes of a simulated platform (fact sheet attestation §1.8, §2.1, §3.4.1, §3.4.2). Simulation: they prove nothing.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

public sealed partial class SimulatedPlatform
{
    private static ReadOnlySpan<byte> AuthenticationData => "SIMULATED: this proves nothing. "u8;

    /// <summary>A quote of the parts' version of a body of any kind.</summary>
    internal byte[] QuoteCore(ReadOnlySpan<byte> body, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> seed = stackalloc byte[SeedSize];
        random(seed);
        using SigningKey attestationKey = SigningKey.P256(seed, "attestation");
        CryptographicOperations.ZeroMemory(seed);

        byte[] signed = [.. Header(), .. BodyHeader(body.Length), .. body];
        byte[] point = attestationKey.Point();
        byte[] qeReport = QeReport(SHA256.HashData([.. point, .. AuthenticationData]));
        byte[] chain = System.Text.Encoding.ASCII.GetBytes(string.Join('\n', new[] { _pck, _ca, _root }.Select(c => PemEncoding.WriteString("CERTIFICATE", c))) + "\n\0");
        byte[] certification =
        [
            .. qeReport, .. _pckKey.SignRaw(qeReport), .. UInt16(AuthenticationData.Length), .. AuthenticationData,
            .. UInt16(DcapQuote.PckChainType), .. UInt32(chain.Length), .. chain,
        ];
        if (_parts.QuoteVersion > 3) certification = [.. UInt16(DcapQuote.QeReportType), .. UInt32(certification.Length), .. certification];
        byte[] signature = [.. attestationKey.SignRaw(signed), .. point, .. certification];
        return [.. signed, .. UInt32(signature.Length), .. signature];
    }

    private byte[] Header()
    {
        byte[] header = new byte[DcapQuote.HeaderSize];
        BinaryPrimitives.WriteUInt16LittleEndian(header, _parts.QuoteVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), DcapQuote.EcdsaP256);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), _parts.IsDomain ? DcapQuote.TdxTee : DcapQuote.SgxTee);
        DcapQuote.IntelVendor.CopyTo(header.AsSpan(12));
        return header;
    }

    private byte[] BodyHeader(int length) => _parts.QuoteVersion < 5
        ? []
        : [.. UInt16(length switch { SgxReportBody.Size => 1, TdReportBody.Size10 => 2, _ => 3 }), .. UInt32(length)];

    private byte[] QeReport(byte[] commitment)
    {
        byte[] report = new byte[SgxReportBody.Size];
        _parts.QeMiscSelect.CopyTo(report, 16);
        _parts.QeAttributes.CopyTo(report, 48);
        _parts.QeMrSigner.CopyTo(report, 128);
        BinaryPrimitives.WriteUInt16LittleEndian(report.AsSpan(256), (ushort)_parts.QeProductId);
        BinaryPrimitives.WriteUInt16LittleEndian(report.AsSpan(258), (ushort)_parts.QeSvn);
        commitment.CopyTo(report, 320);
        return report;
    }

    private static byte[] UInt16(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    private static byte[] UInt32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
