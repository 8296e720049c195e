// From what goes wrong on the way to what an app is told (fact sheets fog §8.3, §4.4; attestation §1.5).
using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Connections;

namespace MobileCoin.Client;

internal static class TransportErrors
{
    /// <summary>What an app is told of a failed call.</summary>
    /// <param name="e">How it failed.</param>
    /// <param name="now">This machine's time.</param>
    internal static MobileCoinException Of(ConnectionException e, DateTimeOffset now) => e.Error switch
    {
        ConnectionError.Untrusted => Untrusted(e.Message, e.Verification, now, e, ClientError.Untrusted),
        ConnectionError.NoReports => new MobileCoinException(ClientError.FogReportMissing, e.Message, e),
        ConnectionError.Answer => new MobileCoinException(ClientError.InconsistentAnswer, e.Message, e),
        ConnectionError.Channel => new MobileCoinException(ClientError.ServiceUnavailable, $"{e.Message}: the encrypted channel was lost", e),
        _ => new MobileCoinException(Kind(e.Status), e.Message, e),
    };

    /// <summary>What an app is told of a report that does not hold.</summary>
    internal static MobileCoinException Of(FogReportException e, DateTimeOffset now)
    {
        ClientError error = e.Error switch
        {
            FogReportError.NoFogReportUrl or FogReportError.Uri => ClientError.InvalidAddress,
            FogReportError.NoMatchingReportResponse or FogReportError.NoMatchingReportId => ClientError.FogReportMissing,
            _ => ClientError.FogReportInvalid,
        };
        return Untrusted(e.Message, e.Verification, now, e, error);
    }

    /// <summary>Whether a service that was not reached, or is starting, may answer if it is asked a little later.</summary>
    internal static bool IsTransient(ConnectionException e) => e.Error switch
    {
        ConnectionError.Channel => true,
        ConnectionError.Rpc => e.MayRetry && e.Status?.StatusCode is not (StatusCode.DeadlineExceeded or StatusCode.NotFound) && !IsCertificate(e.Status),
        _ => false,
    };

    private static ClientError Kind(Status? status) => status?.StatusCode switch
    {
        StatusCode.Unavailable when IsCertificate(status) => ClientError.CertificateInvalid,
        StatusCode.Unavailable when Find<SocketException>(status) is not null => ClientError.NetworkUnreachable,
        StatusCode.DeadlineExceeded => ClientError.Timeout,
        StatusCode.Unauthenticated => ClientError.Unauthorized,
        StatusCode.FailedPrecondition when status?.Detail.Contains("chain-id", StringComparison.OrdinalIgnoreCase) == true => ClientError.WrongNetwork,
        StatusCode.Unimplemented => ClientError.InvalidNetwork,
        _ => ClientError.ServiceUnavailable,
    };

    private static bool IsCertificate(Status? status) => Find<AuthenticationException>(status) is not null;

    private static T? Find<T>(Status? status)
        where T : Exception
    {
        Exception? e = status?.DebugException;
        while (e is not null and not T) e = e.InnerException;
        return e as T;
    }

    // Evidence of which dates alone are wrong is not doubted before the clock that they are held against.
    private static MobileCoinException Untrusted(string message, VerificationResult? verification, DateTimeOffset now, Exception e, ClientError otherwise)
    {
        if (verification is null || !IsTimeAlone(verification)) return new MobileCoinException(otherwise, message, e);
        string dates = string.Join("; ", FailedDates(verification).Distinct(StringComparer.Ordinal));
        string clock = now.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
        return new MobileCoinException(ClientError.ClockOff, $"{message}: the evidence is {dates}, and this machine's clock says {clock}", e);
    }

    private static bool IsTimeAlone(VerificationResult verification) =>
        verification.Failures.Count > 0 && verification.Failures.All(f =>
            f is nameof(Check.TcbInfoTime) or nameof(Check.QeIdentityTime)
            || f.EndsWith($"/{nameof(Check.ChainValidity)}", StringComparison.Ordinal) || f.EndsWith($"/{nameof(Check.ChainRevocationTime)}", StringComparison.Ordinal));

    private static IEnumerable<string> FailedDates(VerificationResult verification) =>
        from outcome in verification.Outcomes
        from failed in outcome.Parts.Count == 0 ? [outcome] : outcome.Parts
        where !failed.Passed
        select failed.Detail.Length == 0 ? "of another time" : failed.Detail;
}
