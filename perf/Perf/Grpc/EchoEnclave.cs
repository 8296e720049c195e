// An enclave that says back what it is told through attested channels: what the channels themselves cost.
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;

namespace MobileCoin.Perf;

/// <summary>Decrypts a query and encrypts it as its answer.</summary>
internal sealed class EchoEnclave : FogViewAPI.FogViewAPIBase, IDisposable
{
    internal const string ResponderId = "bench:443";

    private static readonly SimulatedEnclave Enclave = new(new byte[32], new byte[32]);

    private readonly AttestedKeyExchange _channels = new(ResponderId, ResponderId, RandomNumberGenerator.Fill);

    internal EchoEnclave()
    {
        using var platform = new SimulatedPlatform(new byte[SimulatedPlatform.SeedSize], DateTimeOffset.UtcNow.AddHours(-1), TimeSpan.FromDays(1));
        EnclaveReportDataContents contents = _channels.NewReport([]);
        _channels.AcceptEvidence(platform.Evidence(Enclave, contents, RandomNumberGenerator.Fill), Policy);
    }

    /// <summary>What clients trust.</summary>
    internal static VerificationPolicy Policy { get; } =
        new([new TrustedMrEnclaveIdentity(new byte[32], [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

    /// <summary>Client sessions that there are.</summary>
    internal int Sessions => _channels.ClientCount;

    /// <summary>A client's handshake whose client goes away without a word.</summary>
    internal void OpenAndAbandon()
    {
        using AttestedInitiator client = AttestedInitiator.Client(ResponderId, RandomNumberGenerator.Fill);
        _channels.ClientAccept(client.FirstMessage, out _);
    }

    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) =>
        Task.FromResult(new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(_channels.ClientAccept(request.Data.Span, out _)) });

    public override Task<Message> Query(Message request, ServerCallContext context)
    {
        var channel = ChannelId.Parse(request.ChannelId.Span);
        byte[] plaintext = _channels.ClientDecrypt(channel, request.Aad.Span, request.Data.Span);
        return Task.FromResult(new Message { Data = UnsafeByteOperations.UnsafeWrap(_channels.ClientEncrypt(channel, [], plaintext)) });
    }

    public void Dispose() => _channels.Dispose();
}
