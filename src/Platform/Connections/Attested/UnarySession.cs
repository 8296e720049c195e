// Attested calls, one after the other (fact sheet crypto §6.8).
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Connections;

/// <summary>
/// Shakes hands when there is something to say, and again when the session was lost: any failure drops it, with its cookies, because the
/// two sides' counters may have parted. Calls wait for each other; several connections go side by side.
/// </summary>
internal sealed class UnarySession(
    Endpoint endpoint, VerificationPolicy policy, Func<AuthMessage, CallOptions, AsyncUnaryCall<AuthMessage>> auth) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private ClientSession? _session;
    private volatile bool _disposed;

    /// <summary>The checks that the enclave's evidence passed; null while there is no session.</summary>
    internal VerificationResult? Verification => _session?.Verification;

    /// <summary>Makes an encrypted call, again if it may help.</summary>
    internal Task<TResult> CallAsync<TAnswer, TResult>(
        byte[] aad, byte[] plaintext, Func<Message, CallOptions, AsyncUnaryCall<TAnswer>> call, Func<TAnswer, ClientSession, TResult> read, CancellationToken cancellationToken) =>
        InSessionAsync(
            async session =>
            {
                Message message = session.Write(aad, plaintext);
                TAnswer answer = await endpoint.InvokeAsync(options => call(message, options), cancellationToken).ConfigureAwait(false);
                return read(answer, session);
            },
            cancellationToken);

    /// <summary>Does something in the session, again if it may help.</summary>
    internal Task<T> InSessionAsync<T>(Func<ClientSession, Task<T>> work, CancellationToken cancellationToken) =>
        endpoint.TryAsync(
            async () =>
            {
                await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    ObjectDisposedException.ThrowIf(_disposed, this);
                    _session ??= await ClientSession.BeginAsync(endpoint, policy, AskAsync).ConfigureAwait(false);
                    return await work(_session).ConfigureAwait(false);
                }
                catch
                {
                    Drop();
                    throw;
                }
                finally
                {
                    if (_disposed) Drop();
                    _one.Release();
                }

                Task<AuthMessage> AskAsync(AuthMessage first) => endpoint.InvokeAsync(options => auth(first, options), cancellationToken);
            },
            cancellationToken);

    // A call that is on its way keeps its keys to its end.
    public void Dispose()
    {
        _disposed = true;
        if (!_one.Wait(0)) return;
        Drop();
        _one.Release();
    }

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
        endpoint.ForgetCookies();
    }
}
