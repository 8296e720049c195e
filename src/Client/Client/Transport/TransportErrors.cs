// From what goes wrong on the way to what an app is told (fact sheets fog §8.3, §4.4; attestation §1.5).
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;
using MobileCoin.Api;
using MobileCoin.Attestation;
using MobileCoin.Connections;

namespace MobileCoin.Client;

internal static class TransportErrors
{
    private const int MaxChainId = 64;

    /// <summary>What an app is told of a failed call.</summary>
    /// <param name="e">How it failed.</param>
    /// <param name="now">This machine's time.</param>
    /// <param name="chainId">The network that services were asked for.</param>
    internal static MobileCoinException Of(ConnectionException e, DateTimeOffset now, string chainId) => e.Error switch
    {
        ConnectionError.Untrusted => Outdated($"{e.Service}: its evidence", e.Verification, now, e) ?? new MobileCoinException(ClientError.Untrusted, e.Message, e),
        ConnectionError.NoReports => new MobileCoinException(ClientError.FogReportMissing, e.Message, e),
        ConnectionError.Answer => new MobileCoinException(ClientError.InconsistentAnswer, e.Message, e),
        ConnectionError.Channel => new MobileCoinException(ClientError.ServiceUnavailable, $"{e.Message}: the encrypted channel was lost", e),
        _ when IsOtherNetwork(e.Status) => new MobileCoinException(ClientError.WrongNetwork, $"{e.Service}: {Networks(e.Status!.Value.Detail, chainId)}", e),
        _ => new MobileCoinException(Kind(e.Status), Text(e), e),
    };

    /// <summary>What an app is told of a report that does not hold.</summary>
    internal static MobileCoinException Of(FogReportResolutionException e, DateTimeOffset now)
    {
        if (e.Cause.Validity is { } validity) return Outdated($"{e.Service}: a certificate of its report", validity, now, e);
        ClientError error = e.Cause.Error switch
        {
            FogReportError.NoFogReportUrl or FogReportError.Uri => ClientError.InvalidAddress,
            FogReportError.NoMatchingReportResponse or FogReportError.NoMatchingReportId => ClientError.FogReportMissing,
            _ => ClientError.FogReportInvalid,
        };
        return Outdated($"{e.Service}: the evidence of its report", e.Cause.Verification, now, e) ?? new MobileCoinException(error, $"{e.Service}: {e.Message}", e);
    }

    /// <summary>Whether a service that was not reached, or is starting, may answer if it is asked a little later.</summary>
    internal static bool IsTransient(ConnectionException e) => e.Error switch
    {
        ConnectionError.Channel => true,
        ConnectionError.Rpc => e.MayRetry && e.Status?.StatusCode is not (StatusCode.DeadlineExceeded or StatusCode.NotFound) && !IsCertificate(e.Status),
        _ => false,
    };

    /// <summary>
    /// Whether a service did nothing about a call, of those whose answer is not encrypted: it was not reached, no session was agreed on, or it
    /// says that it could not read the question.
    /// </summary>
    internal static bool IsUntouched(ConnectionException e) => e.Error switch
    {
        ConnectionError.Untrusted or ConnectionError.Channel => true,
        ConnectionError.Rpc => e.Status?.StatusCode is StatusCode.PermissionDenied or StatusCode.Unauthenticated
            || Find<HttpRequestException>(e.Status) is { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError },
        _ => false,
    };

    private static ClientError Kind(Status? status) => status?.StatusCode switch
    {
        StatusCode.Unavailable when IsCertificate(status) => Find<CertificateException>(status)?.Objection switch
        {
            CertificateObjection.NotYetValid => ClientError.ClockOff,
            CertificateObjection.Expired => ClientError.EvidenceExpired,
            _ => ClientError.CertificateInvalid,
        },
        StatusCode.Unavailable when Find<SocketException>(status) is not null => ClientError.NetworkUnreachable,
        StatusCode.DeadlineExceeded => ClientError.Timeout,
        StatusCode.Unauthenticated => ClientError.Unauthorized,
        StatusCode.Unimplemented => ClientError.InvalidNetwork,
        _ => ClientError.ServiceUnavailable,
    };

    private static string Text(ConnectionException e) => e.Status?.StatusCode switch
    {
        StatusCode.Unimplemented => $"{e.Service}: a service of another kind answers there: it does not know what is asked",
        StatusCode.Unavailable when IsCertificate(e.Status) && Find<CertificateException>(e.Status) is null => $"{e.Message} Either the service speaks no TLS, or something else answers at its address",
        _ => e.Message,
    };

    private static bool IsCertificate(Status? status) => Find<AuthenticationException>(status) is not null;

    private static T? Find<T>(Status? status)
        where T : Exception
    {
        Exception? e = status?.DebugException;
        while (e is not null and not T) e = e.InnerException;
        return e as T;
    }

    private static bool IsOtherNetwork(Status? status) =>
        status is { StatusCode: StatusCode.FailedPrecondition, Detail: { } detail } && detail.Contains("chain-id", StringComparison.OrdinalIgnoreCase);

    // Services say: chain-id mismatch: 'theirs'.
    private static string Networks(string detail, string chainId)
    {
        string theirs = detail.Split('\'') is [_, { Length: > 0 and <= MaxChainId } name, _] && !name.Any(char.IsControl) ? $"the network '{name}'" : "another network";
        return $"the service is of {theirs}, and what is asked for is '{chainId}'";
    }

    // Evidence of which dates alone are wrong is not doubted before the clock that they are held against; null: more is wrong.
    private static MobileCoinException? Outdated(string what, VerificationResult? verification, DateTimeOffset now, Exception e)
    {
        CheckOutcome[] failed =
        [
            .. from outcome in verification?.Outcomes ?? []
               where !outcome.Passed
               from part in outcome.Parts.Count == 0 ? [outcome] : outcome.Parts.Where(p => !p.Passed)
               select part,
        ];
        if (failed.Length == 0 || Array.Exists(failed, f => f.Validity is null)) return null;
        // The last to begin, or else the first to end.
        CheckOutcome last = failed.MaxBy(f => f.Validity!.Value.From)!, first = failed.MinBy(f => f.Validity!.Value.Until)!;
        return Outdated(what, (now < last.Validity!.Value.From ? last : first).Validity!.Value, now, e);
    }

    private static MobileCoinException Outdated(string what, ValidityPeriod validity, DateTimeOffset now, Exception e)
    {
        string clock = now.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
        return new MobileCoinException(now < validity.From ? ClientError.ClockOff : ClientError.EvidenceExpired, $"{what} is {validity}, and this machine's clock says {clock}", e);
    }
}
