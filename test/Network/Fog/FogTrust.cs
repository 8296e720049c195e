// Whom tests trust: the simulated enclave of whoever answers. A network of one's own allows it, and nothing else does.
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.Api;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

/// <summary>Looks at services' evidence, and makes policies that trust enclaves of the same measurement.</summary>
internal static class FogTrust
{
    /// <summary>The view enclaves behind a router.</summary>
    internal static Task<VerificationPolicy> LookAsync(FogViewUri router, CancellationToken cancellationToken = default) =>
        LookAsync(router, (invoker, first, ask) => new FogViewAPI.FogViewAPIClient(invoker).AuthAsync(first, ask).ResponseAsync, cancellationToken);

    /// <summary>The view enclaves behind a router that streams.</summary>
    internal static Task<VerificationPolicy> LookAsync(FogViewRouterUri router, CancellationToken cancellationToken = default) =>
        LookAsync(
            router,
            async (invoker, first, ask) =>
            {
                using AsyncDuplexStreamingCall<FogViewRouterRequest, FogViewRouterResponse> call = new FogViewRouterAPI.FogViewRouterAPIClient(invoker).request(ask);
                await call.RequestStream.WriteAsync(new FogViewRouterRequest { Auth = first }, cancellationToken).ConfigureAwait(false);
                if (!await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false)) throw new InvalidOperationException($"{router} ends its stream");
                return call.ResponseStream.Current.Auth;
            },
            cancellationToken);

    /// <summary>The ledger enclaves behind a router.</summary>
    internal static Task<VerificationPolicy> LookAsync(FogLedgerUri router, CancellationToken cancellationToken = default) =>
        LookAsync(router, (invoker, first, ask) => new FogKeyImageAPI.FogKeyImageAPIClient(invoker).AuthAsync(first, ask).ResponseAsync, cancellationToken);

    /// <summary>The ingest enclave whose report a server has.</summary>
    internal static VerificationPolicy Of(ReportResponse reports, string reportId)
    {
        foreach (Report report in reports.Reports)
        {
            if (report.FogReportId == reportId && report.Evidence is { } evidence) return Of(evidence);
        }
        throw new InvalidOperationException($"there is no report '{reportId}'");
    }

    private static async Task<VerificationPolicy> LookAsync(ServiceUri uri, Func<CallInvoker, AuthMessage, CallOptions, Task<AuthMessage>> ask, CancellationToken cancellationToken)
    {
        using GrpcChannel channel = ServiceChannel.Open(uri);
        using var initiator = AttestedInitiator.Client(uri.ResponderId, System.Security.Cryptography.RandomNumberGenerator.Fill);
        var first = new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) };
        AuthMessage answer = await ask(channel.CreateCallInvoker(), first, new CallOptions(ServiceChannel.Headers(uri, FogNetwork.ChainId), cancellationToken: cancellationToken)).ConfigureAwait(false);
        return Of(initiator.Inspect(answer.Data.Span, out _));
    }

    private static VerificationPolicy Of(AttestationEvidence evidence) => VerificationPolicy.Peers(evidence, TimePolicy.None) with { Anchors = [TrustAnchor.Simulated] };
}
