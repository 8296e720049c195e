// What can go wrong between a client and a service (fact sheets crypto §6.8, fog §8.6).
using Grpc.Core;
using MobileCoin.Attestation;

namespace MobileCoin.Connections;

/// <summary>Why a call gave nothing.</summary>
public enum ConnectionError
{
    /// <summary>The service answered with a status that is not OK, or could not be reached: <see cref="ConnectionException.Status"/> tells.</summary>
    Rpc,

    /// <summary>The service's evidence is not trusted: whoever answers there is not the enclave that was asked for. Trying again will not help.</summary>
    Untrusted,

    /// <summary>The handshake or a message of the attested channel does not read: the channel was lost, a new one may do.</summary>
    Channel,

    /// <summary>The answer does not decode, or does not fit the question.</summary>
    Answer,

    /// <summary>A report server has no reports: its ingest has not published one yet.</summary>
    NoReports,
}

/// <summary>A call to a service gave nothing. The message names the service and holds no secret.</summary>
public sealed class ConnectionException : Exception
{
    internal ConnectionException(ConnectionError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    internal ConnectionException(Endpoint endpoint, RpcException e)
        : this(ConnectionError.Rpc, $"{endpoint.Uri}: {e.StatusCode}: {e.Status.Detail}", e) => (Service, Status) = (endpoint.Uri.ToString(), e.Status);

    internal ConnectionException(Endpoint endpoint, AttestException e)
        : this(e.Verification is null ? ConnectionError.Channel : ConnectionError.Untrusted, $"{endpoint.Uri}: {e.Message}", e) =>
        (Service, Verification) = (endpoint.Uri.ToString(), e.Verification);

    /// <summary>Why.</summary>
    public ConnectionError Error { get; }

    /// <summary>The service, of <see cref="ConnectionError.Rpc"/> and <see cref="ConnectionError.Untrusted"/>.</summary>
    public string? Service { get; }

    /// <summary>The status, of <see cref="ConnectionError.Rpc"/>.</summary>
    public Status? Status { get; }

    /// <summary>The checks of the evidence, of <see cref="ConnectionError.Untrusted"/>.</summary>
    public VerificationResult? Verification { get; }

    /// <summary>
    /// Whether the same call may do better later: not with an enclave that is not trusted, with an answer that is too large, or with what the
    /// service says is wrong about the call itself.
    /// </summary>
    public bool MayRetry => Error switch
    {
        ConnectionError.Untrusted => false,
        ConnectionError.Rpc => Status?.StatusCode is not (StatusCode.ResourceExhausted or StatusCode.InvalidArgument or StatusCode.FailedPrecondition
            or StatusCode.Unauthenticated or StatusCode.Unimplemented or StatusCode.OutOfRange or StatusCode.Cancelled),
        _ => true,
    };

    internal static ConnectionException NoReports(Endpoint endpoint) => new(ConnectionError.NoReports, $"{endpoint.Uri}: the server has no reports");

    internal static ConnectionException Answer(Endpoint endpoint, string reason, Exception? inner = null) =>
        new(ConnectionError.Answer, $"{endpoint.Uri}: {reason}", inner);
}
