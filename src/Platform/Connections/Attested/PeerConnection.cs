// From one enclave to another of its kind (fact sheets consensus §4.8, fog §2.12).
using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>
/// Calls a peer, whose enclave has shaken hands with this one's before anything else is said: also before calls whose bodies are not encrypted.
/// A call that fails ends the session. Calls wait for each other.
/// </summary>
public sealed class PeerConnection : IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly IPeerHandshakes _enclave;
    private readonly AttestedApi.AttestedApiClient _auth;
    private readonly SemaphoreSlim _one = new(1);
    private ChannelId? _channel;

    /// <summary>A connection; it is made with the first call.</summary>
    public PeerConnection(ServiceUri uri, IPeerHandshakes enclave, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        _endpoint = new Endpoint(uri, options, channels);
        _enclave = enclave;
        _auth = new AttestedApi.AttestedApiClient(_endpoint.Invoker);
    }

    /// <summary>The peer.</summary>
    public ServiceUri Uri => _endpoint.Uri;

    /// <summary>Makes a call, again if it may help.</summary>
    /// <param name="call">Makes it; with the channel for what the enclave has encrypted, or shall.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectionException">It failed.</exception>
    public Task<T> CallAsync<T>(Func<CallInvoker, ChannelId, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _endpoint.TryAsync(() => OnceAsync(call, cancellationToken), cancellationToken);
    }

    /// <summary>Ends the session and closes its own channel.</summary>
    public void Dispose()
    {
        Drop();
        _endpoint.Dispose();
        _one.Dispose();
    }

    private async Task<T> OnceAsync<T>(Func<CallInvoker, ChannelId, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ChannelId channel = _channel ??= await ConnectAsync(cancellationToken).ConfigureAwait(false);
            return await _endpoint.InvokeAsync(options => call(_endpoint.Invoker, channel, options), cancellationToken).ConfigureAwait(false);
        }
        catch (AttestException e)
        {
            Drop();
            throw new ConnectionException(_endpoint, e);
        }
        catch
        {
            Drop();
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ChannelId> ConnectAsync(CancellationToken cancellationToken)
    {
        string responderId = Uri.ResponderId;
        var first = new AuthMessage { Data = ByteString.CopyFrom(_enclave.PeerInit(responderId)) };
        AuthMessage answer = await _endpoint.InvokeAsync(options => _auth.AuthAsync(first, options), cancellationToken).ConfigureAwait(false);
        return _enclave.PeerConnect(responderId, answer.Data.ToByteArray());
    }

    private void Drop()
    {
        if (_channel is { } channel) _enclave.PeerClose(channel);
        _channel = null;
        _endpoint.ForgetCookies();
    }
}
