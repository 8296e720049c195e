// Upstream's ServiceMetrics (fact sheets fog §10.1, consensus §6).
using System.Globalization;
using Grpc.Core;

namespace MobileCoin.Hosting;

/// <summary>Requests, errors, status codes, durations and message sizes of gRPC methods.</summary>
public sealed class ServiceMetrics
{
    private static readonly double[] SizeBuckets = [.. Enumerable.Range(1, 22).Select(power => (double)(1 << power))];

    private readonly CounterFamily _requests;
    private readonly CounterFamily _errors;
    private readonly CounterFamily _codes;
    private readonly HistogramFamily _durations;
    private readonly HistogramFamily _sizes;

    /// <summary>The set of a name.</summary>
    public ServiceMetrics(MetricRegistry registry, string name)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _requests = registry.Counter(name + "_num_req", "Number of requests.", "method");
        _errors = registry.Counter(name + "_num_error", "Number of errors.", "method");
        _codes = registry.Counter(name + "_num_status_code", "Number of replies by gRPC status code.", "method", "status_code");
        _durations = registry.Histogram(name + "_duration", "Seconds that requests took.", null, "method");
        _sizes = registry.Histogram(name + "_message_size", "Bytes of messages.", SizeBuckets, "message");
    }

    /// <summary>The name of the set that a program's shared services count in, and every unary reply: the file's name with underscores and <c>_grpc</c>.</summary>
    public static string DefaultName(string program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return program.Replace('-', '_') + "_grpc";
    }

    /// <summary>Counts a request.</summary>
    /// <param name="path">The method's path, /package.Service/Method.</param>
    public void Request(string path) => _requests.With(Method(path)).Increment();

    /// <summary>Notes how long a request took.</summary>
    public void Duration(string path, TimeSpan taken) => _durations.With(Method(path)).Observe(taken.TotalSeconds);

    /// <summary>Counts how a request ended, as an error unless it is OK.</summary>
    public void Status(string path, StatusCode code)
    {
        string method = Method(path);
        if (code != StatusCode.OK) _errors.With(method).Increment();
        _codes.With(method, Code(code)).Increment();
    }

    /// <summary>Notes the size of a message.</summary>
    public void MessageSize(string message, int bytes) => _sizes.With(message).Observe(bytes);

    /// <summary>A method's path as the label has it: package.Service.Method.</summary>
    internal static string Method(string path) => path.TrimStart('/').Replace('/', '.');

    /// <summary>A code as the label has it: 3-INVALID_ARGUMENT.</summary>
    internal static string Code(StatusCode code)
    {
        string name = code == StatusCode.OK ? "OK" : string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)code}-{name}");
    }
}
