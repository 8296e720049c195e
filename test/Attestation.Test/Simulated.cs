// Simulated evidence for the tests (fact sheet attestation §1.8, §3.6.5).
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Attestation.Test;

internal static class Simulated
{
    internal static readonly DateTimeOffset Issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset Now = Issued.AddDays(1);
    internal static readonly TimeSpan Validity = TimeSpan.FromDays(30);
    internal static readonly byte[] Seed = new byte[SimulatedPlatform.SeedSize];
    internal static readonly byte[] MrEnclave = Filled(0xA1, 32), MrSigner = Filled(0xB2, 32);
    internal static readonly SimulatedEnclave Enclave = new(MrEnclave, MrSigner) { IsvProductId = 4, IsvSvn = 9 };
    internal static readonly EnclaveReportDataContents Contents = new(Filled(1, 16), Filled(2, 32), Filled(3, 32));
    internal static readonly TrustedMrEnclaveIdentity Identity = new(MrEnclave, [], []);

    internal static readonly VerificationPolicy Policy = new([Identity], TimePolicy.Strict(Now)) { Anchors = [TrustAnchor.Simulated] };

    internal static SimulatedPlatform Platform(SimulatedParts? parts = null) => new(Seed, Issued, Validity, parts ?? new SimulatedParts());

    internal static DcapEvidence Evidence(SimulatedParts? parts = null, SimulatedEnclave? enclave = null, EnclaveReportDataContents? contents = null)
    {
        using SimulatedPlatform platform = Platform(parts);
        return platform.Evidence(enclave ?? Enclave, contents ?? Contents, Random(1));
    }

    /// <summary>The sound evidence of a trust domain, changed before it is quoted.</summary>
    internal static TdxEvidence Domain(Action<byte[]>? change = null, ushort version = 4, int size = TdReportBody.Size10, SimulatedParts? parts = null)
    {
        using SimulatedPlatform platform = Platform((parts ?? new SimulatedParts()) with { IsDomain = true, QuoteVersion = version });
        byte[] body = new byte[size];
        body[0] = 3; // module SVN
        body[1] = 1; // module version
        body[120 + 3] = 0x10; // #VE disabled
        Filled(0xC3, 48).CopyTo(body, 136);
        for (int i = 0; i < 4; i++) Filled(0xD0 + i, 48).CopyTo(body, 328 + (48 * i));
        Contents.Sha256().CopyTo(body, 520);
        change?.Invoke(body);
        return new TdxEvidence(platform.QuoteCore(body, Random(2)), platform.Collateral, Contents);
    }

    internal static TrustedTdIdentity DomainIdentity() => new(Filled(0xC3, 48), [], [])
    {
        Rtmr0 = Filled(0xD0, 48),
        Rtmr1 = Filled(0xD1, 48),
        Rtmr2 = Filled(0xD2, 48),
        Rtmr3 = Filled(0xD3, 48),
    };

    internal static RandomFill Random(long seed) => new SeededBytes(seed).Fill;

    internal static byte[] Filled(int value, int count) => [.. Enumerable.Repeat((byte)value, count)];

    /// <summary>A copy with a byte changed.</summary>
    internal static byte[] Flipped(ReadOnlySpan<byte> bytes, int offset, byte mask = 1)
    {
        byte[] copy = bytes.ToArray();
        copy[offset] ^= mask;
        return copy;
    }

    internal static DcapEvidence WithQuote(this DcapEvidence evidence, byte[] quote) => new(new Quote3(quote), evidence.Collateral, evidence.ReportData);

    internal static DcapEvidence WithCollateral(this DcapEvidence evidence, Collateral collateral) => new(evidence.Quote, collateral, evidence.ReportData);

    internal static DcapEvidence Copy(DcapEvidence evidence) => WireMessage.Decode<DcapEvidence>(evidence.Encode());
}
