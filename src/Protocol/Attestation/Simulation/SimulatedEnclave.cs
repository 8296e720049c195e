// A simulated enclave (fact sheet attestation §1.8, §2.1). Simulation: it protects nothing.
using System.Buffers.Binary;

namespace MobileCoin.Attestation;

/// <summary>What a simulated enclave claims to be.</summary>
public sealed record SimulatedEnclave
{
    private const ulong Initialized = 1, DebugFlag = 2, Mode64 = 4;

    private readonly byte[] _mrEnclave, _mrSigner;

    /// <summary>An enclave.</summary>
    /// <param name="mrEnclave">The measurement, 32 bytes, copied.</param>
    /// <param name="mrSigner">The signer's hash, 32 bytes, copied.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public SimulatedEnclave(ReadOnlySpan<byte> mrEnclave, ReadOnlySpan<byte> mrSigner)
    {
        if (mrEnclave.Length != 32) throw new ArgumentException($"Expected 32 bytes, got {mrEnclave.Length}", nameof(mrEnclave));
        if (mrSigner.Length != 32) throw new ArgumentException($"Expected 32 bytes, got {mrSigner.Length}", nameof(mrSigner));
        _mrEnclave = mrEnclave.ToArray();
        _mrSigner = mrSigner.ToArray();
    }

    /// <summary>The measurement.</summary>
    public ReadOnlySpan<byte> MrEnclave => _mrEnclave;

    /// <summary>The product id.</summary>
    public ushort IsvProductId { get; init; }

    /// <summary>The security version.</summary>
    public ushort IsvSvn { get; init; }

    /// <summary>Whether it says that it can be looked into.</summary>
    public bool IsDebug { get; init; }

    /// <summary>The report's body, 384 bytes, with the commitment in the first half of the report data.</summary>
    /// <param name="commitment">32 bytes, or 64 to fill all of it.</param>
    public byte[] Report(ReadOnlySpan<byte> commitment)
    {
        if (commitment.Length is not (32 or 64))
        {
            throw new ArgumentException($"Expected 32 or 64 bytes, got {commitment.Length}", nameof(commitment));
        }
        byte[] body = new byte[SgxReportBody.Size];
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(48), Initialized | Mode64 | (IsDebug ? DebugFlag : 0));
        body[56] = 3; // XFRM: x87 and SSE
        _mrEnclave.CopyTo(body, 64);
        _mrSigner.CopyTo(body, 128);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(256), IsvProductId);
        BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(258), IsvSvn);
        commitment.CopyTo(body.AsSpan(320));
        return body;
    }
}
