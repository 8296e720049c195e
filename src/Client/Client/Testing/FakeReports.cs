// The report server in memory: simulated evidence of the ingest enclave's key (fact sheet fog §4.1 to §4.3).
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.Client.Testing;

/// <summary>Makes reports anew as time goes on. Not for several threads.</summary>
internal sealed class FakeReports : IDisposable
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(1), Validity = TimeSpan.FromDays(30), Kept = TimeSpan.FromDays(1);

    private readonly byte[] _seed = new byte[32];
    private readonly TimeProvider _time;
    private readonly RandomFill _random;
    private (DateTimeOffset From, RistrettoPublic Key, bool IsTrusted, AttestationEvidence Evidence, SimulatedReportServer Server)? _kept;

    internal FakeReports(TimeProvider time, RandomFill random)
    {
        (_time, _random) = (time, random);
        random(_seed);
        using var server = new SimulatedReportServer(_seed, time.GetUtcNow(), Validity);
        AuthorityKeyInfo = server.AuthorityKeyInfo.ToArray();
    }

    internal ReadOnlyMemory<byte> AuthorityKeyInfo { get; }

    /// <summary>The server's answer: one report, of the id that most addresses ask for.</summary>
    internal ReportResponse Respond(in RistrettoPublic ingressKey, ulong expiry, bool isTrusted)
    {
        DateTimeOffset now = _time.GetUtcNow();
        if (_kept is not { } kept || now - kept.From > Kept || now < kept.From || kept.Key != ingressKey || kept.IsTrusted != isTrusted)
        {
            _kept?.Server.Dispose();
            // Certificates count in seconds.
            var from = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
            using var platform = new SimulatedPlatform(new byte[SimulatedPlatform.SeedSize], from - Before, Validity);
            byte[] nonce = new byte[EnclaveReportDataContents.NonceSize], measurement = new byte[32];
            _random(nonce);
            var contents = new EnclaveReportDataContents(nonce, new byte[EnclaveReportDataContents.KeySize], ingressKey.ToBytes());
            var enclave = new SimulatedEnclave(measurement, isTrusted ? NetworkSigners.Simulated : measurement)
            {
                IsvProductId = NetworkSigners.IngestProductId, IsvSvn = NetworkSigners.IngestSecurityVersion,
            };
            kept = (from, ingressKey, isTrusted, platform.Evidence(enclave, contents, _random), new SimulatedReportServer(_seed, from - Before, Validity));
            _kept = kept;
        }
        return kept.Server.Respond([new Report("", kept.Evidence, expiry)]);
    }

    public void Dispose() => _kept?.Server.Dispose();
}
