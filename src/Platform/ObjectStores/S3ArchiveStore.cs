// An archive in a bucket (fact sheet ledger §5.8).
using System.Net;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace MobileCoin.ObjectStores;

/// <summary>An archive in an S3 bucket, Amazon's or compatible. The path to the bucket is in the URL's path, as upstream addresses it.</summary>
internal sealed class S3ArchiveStore : IArchiveStore
{
    private const string DefaultRegion = "us-east-1";
    private const int PartSize = 64 << 10, FirstRoom = 16 << 20;

    private readonly DistributionUri _uri;
    private readonly AmazonS3Client _client;

    /// <summary>A store of a destination.</summary>
    /// <param name="uri">A destination with a bucket.</param>
    /// <param name="variable">The environment: AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL.</param>
    internal S3ArchiveStore(DistributionUri uri, Func<string, string?> variable)
    {
        _uri = uri;
        string region = uri.Region ?? Given(variable, "AWS_REGION") ?? Given(variable, "AWS_DEFAULT_REGION") ?? DefaultRegion;
        // Attempts are repeated by who calls, for as long as it takes.
        var config = new AmazonS3Config { ForcePathStyle = true, MaxErrorRetry = 0, AuthenticationRegion = region };
        if ((uri.Endpoint ?? Given(variable, "AWS_ENDPOINT_URL_S3") ?? Given(variable, "AWS_ENDPOINT_URL")) is { } endpoint) config.ServiceURL = endpoint;
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(region);
        _client = Credentials(variable) is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
    }

    public string Name => _uri.Text;

    public async Task<bool> ExistsAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _uri.Bucket, Key = Key(path) }, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw Failed(path, e);
        }
    }

    public async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using Stream stream = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray());
        try
        {
            await _client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = _uri.Bucket,
                    Key = Key(path),
                    InputStream = stream,
                    AutoCloseStream = false,
                    ContentType = "application/octet-stream",
                    UseChunkEncoding = false,
                    CannedACL = _uri.IsPublicRead ? S3CannedACL.PublicRead : S3CannedACL.NoACL,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw Failed(path, e);
        }
    }

    public async Task<byte[]?> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        try
        {
            using GetObjectResponse response =
                await _client.GetObjectAsync(new GetObjectRequest { BucketName = _uri.Bucket, Key = Key(path) }, cancellationToken).ConfigureAwait(false);
            // Not every store says how long it is.
            using var bytes = new MemoryStream((int)Math.Clamp(response.ContentLength, 0, Math.Min(mostBytes, FirstRoom)));
            byte[] part = new byte[PartSize];
            while (await response.ResponseStream.ReadAsync(part, cancellationToken).ConfigureAwait(false) is > 0 and int read)
            {
                if (bytes.Length + read > mostBytes) throw new IOException($"the object is larger than {mostBytes} bytes");
                bytes.Write(part, 0, read);
            }
            return bytes.ToArray();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw Failed(path, e);
        }
    }

    public async Task<IReadOnlyList<string>?> ListAsync(string folder, CancellationToken cancellationToken)
    {
        string prefix = folder.Length == 0 && _uri.Path.Length == 0 ? "" : Key(folder).TrimEnd('/') + "/";
        List<string> names = [];
        var request = new ListObjectsV2Request { BucketName = _uri.Bucket, Prefix = prefix, Delimiter = "/" };
        try
        {
            while (true)
            {
                ListObjectsV2Response page = await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
                foreach (string inner in page.CommonPrefixes) names.Add(inner[prefix.Length..].TrimEnd('/'));
                foreach (S3Object file in page.S3Objects) names.Add(file.Key[prefix.Length..]);
                if (!page.IsTruncated) return names;
                request.ContinuationToken = page.NextContinuationToken;
            }
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            // Keys that may write need not be allowed to list.
            return null;
        }
        catch (Exception e) when (IsFailure(e, cancellationToken))
        {
            throw Failed(folder, e);
        }
    }

    public void Dispose() => _client.Dispose();

    private string Key(string path) => _uri.Path.Length == 0 ? path : $"{_uri.Path}/{path}";

    private static bool IsFailure(Exception e, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && e is AmazonClientException or AmazonServiceException or HttpRequestException or IOException or OperationCanceledException;

    private static ArchiveStoreException Failed(string path, Exception e) =>
        new($"{path}: {(e is AmazonServiceException { ErrorCode.Length: > 0 } s ? $"{s.ErrorCode}: " : "")}{e.Message}", e);

    private static AWSCredentials? Credentials(Func<string, string?> variable) =>
        Given(variable, "AWS_ACCESS_KEY_ID") is { } id && Given(variable, "AWS_SECRET_ACCESS_KEY") is { } secret
            ? Given(variable, "AWS_SESSION_TOKEN") is { } token ? new SessionAWSCredentials(id, secret, token) : new BasicAWSCredentials(id, secret)
            : null;

    private static string? Given(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;
}
